package io.vxplan.plan.diff;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Route;
import io.vxplan.plan.Fields;
import io.vxplan.plan.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where what is wanted meets what vxplan does not own, or what the host lacks.
record Conflicts(Ownership ownership) {

    List<Diagnostic> find() {
        List<Diagnostic> problems = new ArrayList<>();
        wsl().ifPresent(problems::add);
        LinkConflicts links = new LinkConflicts(ownership);
        problems.addAll(links.find());
        desired().all(BridgePort.class).forEach(port -> port(port, links).ifPresent(problems::add));
        desired().all(Route.class).forEach(route -> route(route).ifPresent(problems::add));
        firewall().ifPresent(problems::add);
        problems.addAll(new ServiceConflicts(ownership).find());
        problems.addAll(links.leftovers());
        return List.copyOf(problems);
    }

    private HostState desired() {
        return ownership.desired();
    }

    private HostState observed() {
        return ownership.observed();
    }

    private Optional<Diagnostic> wsl() {
        return observed()
                .sysctl("kernel.osrelease")
                .filter(release -> release.toLowerCase(Locale.ROOT).contains("microsoft"))
                .map(release ->
                        Diagnostic.error(
                                "this is WSL (kernel "
                                        + release
                                        + "), where VXLAN tunnels do not work",
                                "use a native Linux machine"));
    }

    private Optional<Diagnostic> firewall() {
        String refusal =
                observed()
                        .get(FirewallTable.NFT.key())
                        .map(nft -> ((FirewallTable) nft).content())
                        .orElse("it is not installed");
        return refusal.isEmpty()
                ? Optional.empty()
                : desired()
                        .all(FirewallTable.class)
                        .findFirst()
                        .map(table ->
                                Diagnostic.error(
                                        "this host has no `nft`, which "
                                                + Labels.of(table)
                                                + " needs: "
                                                + refusal,
                                        "install the package nftables there, or say `firewall: none`"));
    }

    private Optional<Diagnostic> port(BridgePort wanted, LinkConflicts links) {
        if (desired().link(wanted.device()).isPresent()) {
            return Optional.empty();
        }
        Optional<Diagnostic> missing = links.missing(wanted.device(), "bridge " + wanted.bridge());
        if (missing.isPresent()) {
            return missing;
        }
        return observed()
                .get(wanted.key())
                .map(BridgePort.class::cast)
                .filter(present ->
                        !present.bridge().equals(wanted.bridge())
                                && !ownership.owns(present.bridge()))
                .map(present ->
                        Diagnostic.error(
                                "interface '"
                                        + wanted.device()
                                        + "' is a port of '"
                                        + present.bridge()
                                        + "', and "
                                        + wanted.bridge()
                                        + " needs it",
                                "take it out of there first"));
    }

    private Optional<Diagnostic> route(Route wanted) {
        return observed()
                .get(wanted.key())
                .map(Route.class::cast)
                .filter(present -> !ownership.owns(present))
                .map(present ->
                        ownership
                                .ours(present)
                                .map(ours -> appended(present, ours))
                                .orElseGet(() -> foreign(present)));
    }

    private static Diagnostic foreign(Route present) {
        String hops = Fields.of(present).getOrDefault("nexthops", "");
        return Diagnostic.error(
                Labels.of(present)
                        + " exists and is not ours: "
                        + (hops.isEmpty() ? present.type() : hops)
                        + " proto "
                        + present.protocol(),
                "remove it, or take the network out of the topology");
    }

    /// The kernel spreads what we send over the foreign next hops as well.
    private static Diagnostic appended(Route present, Route ours) {
        List<Route.NextHop> foreign =
                present.nextHops().stream().filter(hop -> !ours.nextHops().contains(hop)).toList();
        return Diagnostic.error(
                Labels.of(present)
                        + " has next hops that are not ours: "
                        + Fields.of(present.with(foreign)).get("nexthops"),
                "remove them, or take the network out of the topology");
    }
}
