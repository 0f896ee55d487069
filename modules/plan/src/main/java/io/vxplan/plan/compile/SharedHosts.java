package io.vxplan.plan.compile;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/// Two overlays on one host: what they may not both have there.
final class SharedHosts {
    private final Topology topology;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    SharedHosts(Topology topology) {
        this.topology = topology;
    }

    List<Diagnostic> check() {
        List<Overlay> overlays = topology.overlays();
        for (int i = 0; i < overlays.size(); i++) {
            for (int j = i + 1; j < overlays.size(); j++) {
                pair(overlays.get(i), overlays.get(j));
            }
        }
        return List.copyOf(diagnostics);
    }

    /// One message a pair, for the first host they share.
    private void pair(Overlay first, Overlay second) {
        for (HostName host : second.members().keySet()) {
            if (first.members().containsKey(host)) {
                onOneHost(first, second, host);
                return;
            }
        }
    }

    private void onOneHost(Overlay first, Overlay second, HostName host) {
        if (first.vni().value().equals(second.vni().value()) && first.port() == second.port()) {
            error(
                    second.vni(),
                    "overlays '"
                            + first.name()
                            + "' and '"
                            + second.name()
                            + "' both use VNI "
                            + second.vni()
                            + " on port "
                            + second.port()
                            + " on host '"
                            + host
                            + "'",
                    "the kernel keeps one device for each: choose another VNI");
        }
        nameTwice(first, second, host);
        for (Located<Prefix> mine : onHost(second, host)) {
            for (Located<Prefix> theirs : onHost(first, host)) {
                if (mine.value().overlaps(theirs.value())) {
                    error(
                            mine,
                            mine
                                    + " of overlay '"
                                    + second.name()
                                    + "' overlaps "
                                    + theirs
                                    + " of overlay '"
                                    + first.name()
                                    + "' on host '"
                                    + host
                                    + "'",
                            "a host can route a destination one way only: choose another");
                }
            }
        }
    }

    private void nameTwice(Overlay first, Overlay second, HostName host) {
        Member mine = second.members().get(host);
        Member theirs = first.members().get(host);
        if (mine == null || theirs == null) {
            return;
        }
        Set<InterfaceName> taken = names(theirs);
        names(mine).stream()
                .filter(taken::contains)
                .findFirst()
                .ifPresent(name ->
                        error(
                                mine.device(),
                                "overlays '%s' and '%s' both use the interface name '%s' on host '%s'"
                                        .formatted(first.name(), second.name(), name, host),
                                "choose another `device` or `bridge`"));
    }

    private static SequencedSet<InterfaceName> names(Member member) {
        SequencedSet<InterfaceName> names = new LinkedHashSet<>();
        names.add(member.device().value());
        member.bridge().map(Overlay.BridgeName::name).ifPresent(names::add);
        return names;
    }

    /// The prefixes for which the overlay puts an address or a route on the host.
    private static List<Located<Prefix>> onHost(Overlay overlay, HostName host) {
        List<Located<Prefix>> prefixes = new ArrayList<>();
        if (overlay.addressed() && overlay.members().containsKey(host)) {
            prefixes.addAll(overlay.subnets());
            overlay.networks().forEach(network -> prefixes.add(network.prefix()));
        }
        return prefixes;
    }

    private void error(Located<?> at, String summary, String detail) {
        diagnostics.add(Diagnostic.error(at.at(), summary, detail));
    }
}
