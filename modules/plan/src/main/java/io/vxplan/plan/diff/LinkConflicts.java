package io.vxplan.plan.diff;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.plan.Labels;
import io.vxplan.plan.diff.Ownership.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Where devices meet interfaces that are not ours, or an underlay that lacks what they need.
record LinkConflicts(Ownership ownership) {

    List<Diagnostic> find() {
        List<Diagnostic> problems = new ArrayList<>();
        desired()
                .all(Link.class)
                .forEach(link -> {
                    name(link).ifPresent(problems::add);
                    problems.addAll(otherNames(link));
                });
        desired()
                .all(Vxlan.class)
                .forEach(vxlan -> {
                    sameVni(vxlan).ifPresent(problems::add);
                    vxlan.local().flatMap(local -> underlay(vxlan, local)).ifPresent(problems::add);
                    vxlan.groupDevice()
                            .flatMap(device -> missing(device, Labels.of(vxlan)))
                            .ifPresent(problems::add);
                });
        return problems;
    }

    /// Links that nobody wants and that may be somebody's.
    List<Diagnostic> leftovers() {
        return observed().all(Link.class).flatMap(link -> abandoned(link).stream()).toList();
    }

    private HostState desired() {
        return ownership.desired();
    }

    private HostState observed() {
        return ownership.observed();
    }

    private Optional<Diagnostic> name(Link wanted) {
        return observed()
                .link(wanted.name())
                .flatMap(present ->
                        switch (ownership.of(present)) {
                            case OURS, UNFINISHED -> Optional.empty();
                            case FOREIGN ->
                                    ownership.adopts()
                                            ? Optional.empty()
                                            : Optional.of(unmarked(wanted));
                            case OTHER_TOPOLOGY -> Optional.of(ofAnother(present));
                        });
    }

    private Diagnostic unmarked(Link wanted) {
        return Diagnostic.error(
                "interface '" + wanted.name() + "' exists and is not marked as ours",
                ownership.isOfTopology()
                        ? "remove it, choose another `device`, or take it over with `apply --adopt`"
                        : "remove it, or choose another `vni`, which names the device");
    }

    private Diagnostic ofAnother(Link present) {
        String owner = present.settings().alias().orElse("");
        return Diagnostic.error(
                "interface '" + present.name() + "' belongs to " + owner,
                ownership.isOfTopology()
                        ? "choose another `device`"
                        : "choose another `vni`, which names the device");
    }

    /// To the kernel an alternative name is a name as any other.
    private List<Diagnostic> otherNames(Link wanted) {
        Set<String> names = new TreeSet<>(wanted.settings().altNames());
        names.add(wanted.name().value());
        List<Diagnostic> taken = new ArrayList<>();
        observed()
                .all(Link.class)
                .filter(other ->
                        !other.name().equals(wanted.name()) && ownership.of(other) != Owner.OURS)
                .forEach(other -> {
                    Set<String> others = new TreeSet<>(other.settings().altNames());
                    others.add(other.name().value());
                    others.retainAll(names);
                    others.forEach(name -> taken.add(taken(name, wanted, other)));
                });
        return taken;
    }

    private static Diagnostic taken(String name, Link wanted, Link other) {
        return Diagnostic.error(
                "the name '"
                        + name
                        + "' of "
                        + Labels.of(wanted)
                        + " is one of interface '"
                        + other.name()
                        + "'",
                "take it from there, or choose another");
    }

    private Optional<Diagnostic> sameVni(Vxlan wanted) {
        return observed()
                .all(Vxlan.class)
                .filter(other ->
                        !other.name().equals(wanted.name()) && ownership.of(other) != Owner.OURS)
                .filter(other -> other.vni().equals(wanted.vni()) && other.port() == wanted.port())
                .filter(other -> isOverIpv6(other) == isOverIpv6(wanted))
                .findFirst()
                .map(other ->
                        Diagnostic.error(
                                "VNI "
                                        + wanted.vni()
                                        + " on port "
                                        + wanted.port()
                                        + " is held by interface '"
                                        + other.name()
                                        + "'",
                                "the kernel keeps one device for each; remove it or choose another VNI or port"));
    }

    /// One device over IPv4 and one over IPv6 may have the same VNI and port (`vxlan_vni_in_use` in
    /// drivers/net/vxlan/vxlan_core.c).
    private static boolean isOverIpv6(Vxlan vxlan) {
        return Stream.of(vxlan.local(), vxlan.group())
                .flatMap(Optional::stream)
                .anyMatch(address -> address.family() == Family.IPV6);
    }

    /// The kernel accepts a `local` that no interface has, and sends nothing.
    private Optional<Diagnostic> underlay(Vxlan wanted, IpAddress local) {
        Optional<Link> egress =
                observed()
                        .all(Address.class)
                        .filter(address -> address.address().address().equals(local))
                        .findFirst()
                        .flatMap(address -> observed().link(address.device()));
        if (egress.isEmpty()) {
            return Optional.of(
                    Diagnostic.error(
                            "no interface has the underlay address "
                                    + local
                                    + " of "
                                    + Labels.of(wanted),
                            "configure it, or mend `underlay.address`"));
        }
        int needed = wanted.settings().mtu() + local.family().vxlanOverhead();
        int mtu = egress.get().settings().mtu();
        return mtu >= needed
                ? Optional.empty()
                : Optional.of(
                        Diagnostic.error(
                                "interface '"
                                        + egress.get().name()
                                        + "' has MTU "
                                        + mtu
                                        + ", and "
                                        + Labels.of(wanted)
                                        + " with MTU "
                                        + wanted.settings().mtu()
                                        + " needs "
                                        + needed,
                                "lower `underlay.mtu` to " + mtu + " or raise the interface's"));
    }

    /// Where the host lacks an interface.
    Optional<Diagnostic> missing(InterfaceName device, String neededBy) {
        return observed().link(device).isPresent()
                ? Optional.empty()
                : Optional.of(
                        Diagnostic.error(
                                "there is no interface '"
                                        + device
                                        + "', which "
                                        + neededBy
                                        + " needs",
                                "create it, or mend `device`"));
    }

    /// Left by a run that was killed, and since then taken out of the topology, or made for another
    /// one, whose apply may be at work at this moment: so it is shown, and left alone.
    private Optional<Diagnostic> abandoned(Link present) {
        return ownership.of(present) == Owner.UNFINISHED && desired().link(present.name()).isEmpty()
                ? Optional.of(
                        Diagnostic.warning(
                                Labels.of(present)
                                        + " was made by an apply that did not finish it, and nothing tells of which topology it is",
                                "if no apply is at work there now, remove it on the host: ip link del dev "
                                        + present.name()))
                : Optional.empty();
    }
}
