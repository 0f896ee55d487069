package io.vxplan.doctor.exam;

import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.Facts.Offload;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.finding.Ailment;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Combinations that are known to send packets with wrong checksums through a tunnel: small pings
/// pass, TCP does not.
final class OffloadExam {
    private static final Pattern RELEASE = Pattern.compile("([0-9]+)\\.([0-9]+).*");
    private static final String VMWARE = "vmxnet3";

    /// By which a network card says that it looks into tunnels.
    private static final List<String> TUNNELS =
            List.of("tx-udp_tnl-segmentation", "tx-udp_tnl-csum-segmentation");

    private OffloadExam() {}

    static void of(Part part, Facts facts, Notes notes) {
        String devices = String.join(" and ", part.devices().toList());
        if (isBefore5_7(facts.kernel()) && !facts.filters().masquerades().isEmpty()) {
            notes.add(
                    Ailment.CHECKSUM_OFFLOAD,
                    "kernel "
                            + facts.kernel()
                            + " is older than 5.7 and masquerades: it then writes wrong checksums into VXLAN packets whose sums are"
                            + " left to the network card",
                    "take a newer kernel, or `ethtool -K "
                            + devices
                            + " tx-checksum-ip-generic off` (each, and after every reboot)");
        }
        facts.offloads().stream()
                .filter(offload -> offload.driver().equals(VMWARE))
                .filter(OffloadExam::mayLookIntoTunnels)
                .forEach(offload -> vmware(offload, notes));
    }

    private static void vmware(Offload offload, Notes notes) {
        notes.add(
                Ailment.CHECKSUM_OFFLOAD,
                offload.device()
                        + " is a vmxnet3 card"
                        + (offload.features().isEmpty()
                                ? " (what it does with tunnels is not known, for there is no `ethtool`)"
                                : " that computes the checksums inside of tunnels")
                        + ": some releases of ESXi get them wrong, depending on the port",
                "`ethtool -K "
                        + offload.device()
                        + " tx-udp_tnl-segmentation off tx-udp_tnl-csum-segmentation off` (and after every reboot), or another"
                        + " `port` for the overlay");
    }

    private static boolean mayLookIntoTunnels(Offload offload) {
        return offload.features().isEmpty()
                || TUNNELS.stream().anyMatch(name -> offload.features().getOrDefault(name, false));
    }

    private static boolean isBefore5_7(String release) {
        Matcher matcher = RELEASE.matcher(release);
        if (!matcher.matches()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major < 5 || major == 5 && Integer.parseInt(matcher.group(2)) < 7;
    }
}
