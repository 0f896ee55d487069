package io.vxplan.doctor.exam;

import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.facts.Part.Seat;
import io.vxplan.doctor.finding.Ailment;
import io.vxplan.host.iproute.IprouteVersion;
import io.vxplan.model.address.Family;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Kernel and programs.
final class SystemExam {
    /// What each program is needed for.
    private static final SortedMap<String, String> TOOLS =
            new TreeMap<>(
                    Map.of(
                            "bridge", "apply sets FDB entries with it",
                            "ping", "verify and doctor send with it",
                            "flock", "without it two applies at once don't wait for each other",
                            "base64", "files are read through it",
                            "unshare", "doctor tries in namespaces of its own",
                            "nsenter", "doctor tries in namespaces of its own"));

    private static final Map<String, String> PACKAGES =
            Map.of("bridge", "iproute2", "ping", "iputils-ping", "base64", "coreutils");

    private SystemExam() {}

    static void of(Part part, Facts facts, Notes notes) {
        wsl(facts, notes);
        if (facts.root()) {
            kernel(part, facts, notes);
        } else {
            notes.add(
                    Ailment.NOT_CHECKED,
                    "it was not looked at as root, so nobody knows whether its kernel has VXLAN, what its firewalls drop, and"
                            + " whose ports are taken",
                    "say `ansible_become: true` for it in the inventory, or run vxplan as root where that reaches it without SSH");
        }
        ipv6(part, facts, notes);
        IprouteVersion.problem(facts.iproute())
                .ifPresent(problem ->
                        notes.add(
                                Ailment.IPROUTE,
                                problem,
                                "install iproute2 5.5 or newer; hosts that are reached by SSH are read and changed with it"));
        TOOLS.forEach((tool, use) -> {
            if (!facts.tools().contains(tool)) {
                notes.add(
                        Ailment.TOOL,
                        "there is no `" + tool + "`: " + use,
                        "install " + PACKAGES.getOrDefault(tool, "util-linux"));
            }
        });
    }

    private static void wsl(Facts facts, Notes notes) {
        String kernel = facts.kernel().toLowerCase(Locale.ROOT);
        if (kernel.contains("microsoft")) {
            notes.add(
                    Ailment.WSL,
                    kernel.contains("wsl2")
                            ? "it is WSL 2 (kernel "
                                    + facts.kernel()
                                    + "): by default it is behind a NAT of Windows, which no VXLAN frame from outside passes"
                            : "it is WSL (kernel " + facts.kernel() + "), which has no VXLAN",
                    "set `networkingMode=mirrored` in .wslconfig and let the port through in Windows' firewall, or use a"
                            + " virtual machine with an address of its own");
        }
    }

    private static void kernel(Part part, Facts facts, Notes notes) {
        if (facts.trials().isEmpty()) {
            notes.add(
                    Ailment.NOT_CHECKED,
                    "no network namespace could be made, so nobody knows whether the kernel ("
                            + facts.kernel()
                            + ") has VXLAN",
                    "look whether `ip link add vx type vxlan id 1 dstport 4789` works there, as root");
            return;
        }
        for (Family family : Family.values()) {
            if (part.locals().stream().anyMatch(local -> local.family() == family)) {
                trial(facts, family == Family.IPV4 ? "vxlan4" : "vxlan6")
                        .ifPresent(said ->
                                notes.add(
                                        Ailment.KERNEL,
                                        "kernel "
                                                + facts.kernel()
                                                + " makes no VXLAN device over "
                                                + family
                                                + ": "
                                                + said,
                                        "load or install the module `vxlan` (`modprobe vxlan`; some distributions have it in"
                                                + " a package `linux-modules-extra`), or use a kernel that has it"));
            }
        }
        if (part.seats().stream().anyMatch(seat -> !seat.isRouted())) {
            trial(facts, "bridge")
                    .ifPresent(said ->
                            notes.add(
                                    Ailment.KERNEL,
                                    "kernel " + facts.kernel() + " makes no bridge: " + said,
                                    "load or install the module `bridge`"));
        }
    }

    private static Optional<String> trial(Facts facts, String name) {
        return Optional.ofNullable(facts.trials().get(name)).filter(said -> !said.isEmpty());
    }

    /// A new interface begins with what is said of `default`.
    private static void ipv6(Part part, Facts facts, Notes notes) {
        boolean wanted =
                part.seats().stream()
                        .map(Seat::overlay)
                        .anyMatch(overlay ->
                                overlay.addressed()
                                        && overlay.subnets().stream()
                                                .anyMatch(subnet ->
                                                        subnet.value().family() == Family.IPV6));
        Optional<String> off = facts.sysctl("ipv6/conf/default/disable_ipv6");
        if (wanted && !off.equals(Optional.of("0"))) {
            notes.add(
                    Ailment.IPV6_OFF,
                    off.isEmpty()
                            ? "the kernel has no IPv6, and an overlay has IPv6 addresses"
                            : "new interfaces have no IPv6 (net.ipv6.conf.default.disable_ipv6 is 1), and an overlay has IPv6"
                                    + " addresses",
                    off.isEmpty()
                            ? "start the kernel without `ipv6.disable=1`"
                            : "`sysctl -w net.ipv6.conf.default.disable_ipv6=0`, and mend the file in /etc/sysctl.d that says otherwise");
        }
    }
}
