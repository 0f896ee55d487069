package io.vxplan.plan.compile;

import io.vxplan.model.Allocations;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Family;
import io.vxplan.model.HostName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Located;
import io.vxplan.model.Overlay;
import io.vxplan.model.Overlay.Endpoint;
import io.vxplan.model.Overlay.Member;
import io.vxplan.model.Prefix;
import io.vxplan.model.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Gives every host its addresses in every overlay: those the user gave, those of the lock file,
/// and the lowest free ones for the rest. Nothing that is locked is ever renumbered.
public final class Ipam {
    private final Allocations locked;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Ipam(Allocations locked) {
        this.locked = locked;
    }

    /// @param allocations every address of every host, given ones included
    /// @param changed whether the lock file has to be written
    public record Result(Allocations allocations, boolean changed, List<Diagnostic> diagnostics) {}

    public static Result allocate(Topology topology, Allocations locked) {
        Ipam ipam = new Ipam(locked);
        SortedMap<String, SortedMap<HostName, List<Located<IpAddress>>>> all = new TreeMap<>();
        for (Overlay overlay : topology.overlays()) {
            if (overlay.addressed()) {
                all.put(overlay.name(), ipam.allocate(overlay));
            }
        }
        Allocations result = new Allocations(all);
        return new Result(
                result, !values(result).equals(values(locked)), List.copyOf(ipam.diagnostics));
    }

    private SortedMap<HostName, List<Located<IpAddress>>> allocate(Overlay overlay) {
        SortedMap<HostName, List<Located<IpAddress>>> addresses = new TreeMap<>();
        for (Located<Prefix> subnet : overlay.subnets()) {
            allocate(overlay, subnet, addresses);
        }
        return addresses;
    }

    private void allocate(
            Overlay overlay,
            Located<Prefix> subnet,
            SortedMap<HostName, List<Located<IpAddress>>> addresses) {
        Map<IpAddress, HostName> taken = new HashMap<>();
        Set<HostName> waiting = new HashSet<>(overlay.members().keySet());
        Family family = subnet.value().family();
        overlay.members()
                .forEach((host, member) ->
                        ofFamily(member.addresses(), family)
                                .ifPresent(given -> {
                                    refuseContradiction(overlay, host, given);
                                    claim(overlay, subnet, host, given, taken);
                                    addresses
                                            .computeIfAbsent(host, _ -> new ArrayList<>())
                                            .add(given);
                                    waiting.remove(host);
                                }));
        for (HostName host : List.copyOf(overlay.members().keySet())) {
            Optional<Located<IpAddress>> kept = ofFamily(locked.of(overlay.name(), host), family);
            if (waiting.contains(host) && kept.isPresent()) {
                // One outside is told of by CrossChecks.ofLock.
                if (subnet.value().contains(kept.get().value())) {
                    claim(overlay, subnet, host, kept.get(), taken);
                }
                addresses.computeIfAbsent(host, _ -> new ArrayList<>()).add(kept.get());
                waiting.remove(host);
            }
        }
        overlay.endpoints()
                .forEach(endpoint ->
                        ofFamily(endpoint.addresses(), family)
                                .ifPresent(address -> reserve(overlay, endpoint, address, taken)));
        fill(overlay, subnet, waiting, taken.keySet(), addresses);
    }

    /// Two endpoints with one address are a mistake that is found elsewhere.
    private void reserve(
            Overlay overlay,
            Endpoint endpoint,
            Located<IpAddress> address,
            Map<IpAddress, HostName> taken) {
        HostName other = taken.putIfAbsent(address.value(), endpoint.host());
        Member member = other == null ? null : overlay.members().get(other);
        boolean ofHost =
                member != null
                        && member.addresses().stream()
                                .anyMatch(given -> given.value().equals(address.value()));
        if (ofHost || other != null && lockedFor(overlay, other, address.value())) {
            diagnostics.add(
                    Diagnostic.error(
                            address.at(),
                            "address "
                                    + address
                                    + " in overlay '"
                                    + overlay.name()
                                    + "' is used twice: by host '"
                                    + other
                                    + "' and by endpoint '"
                                    + endpoint.name()
                                    + "'",
                            "give each its own"));
        }
    }

    private boolean lockedFor(Overlay overlay, HostName host, IpAddress address) {
        return locked.of(overlay.name(), host).stream()
                .anyMatch(kept -> kept.value().equals(address));
    }

    private void fill(
            Overlay overlay,
            Located<Prefix> subnet,
            Set<HostName> waiting,
            Set<IpAddress> taken,
            SortedMap<HostName, List<Located<IpAddress>>> addresses) {
        IpAddress next = subnet.value().firstHost();
        int missing = 0;
        for (HostName host : overlay.members().keySet()) {
            if (!waiting.contains(host)) {
                continue;
            }
            while (taken.contains(next) && subnet.value().isHostAddress(next)) {
                next = next.plus(1);
            }
            if (!subnet.value().isHostAddress(next) || taken.contains(next)) {
                missing++;
                continue;
            }
            addresses
                    .computeIfAbsent(host, _ -> new ArrayList<>())
                    .add(new Located<>(next, overlay.at()));
            next = next.plus(1);
        }
        if (missing > 0) {
            diagnostics.add(
                    Diagnostic.error(
                            subnet.at(),
                            "subnet "
                                    + subnet.value()
                                    + " of overlay '"
                                    + overlay.name()
                                    + "' is too small: "
                                    + missing
                                    + " of "
                                    + overlay.members().size()
                                    + " hosts get no address",
                            "take a shorter prefix"));
        }
    }

    private void claim(
            Overlay overlay,
            Located<Prefix> subnet,
            HostName host,
            Located<IpAddress> address,
            Map<IpAddress, HostName> taken) {
        if (!subnet.value().isHostAddress(address.value())) {
            diagnostics.add(
                    Diagnostic.error(
                            address.at(),
                            "address "
                                    + address
                                    + " of host '"
                                    + host
                                    + "' is no host address of "
                                    + subnet.value()
                                    + " in overlay '"
                                    + overlay.name()
                                    + "'",
                            "choose one between "
                                    + subnet.value().firstHost()
                                    + " and "
                                    + subnet.value().lastHost()));
        }
        HostName other = taken.putIfAbsent(address.value(), host);
        if (other != null) {
            diagnostics.add(
                    Diagnostic.error(
                            address.at(),
                            "address "
                                    + address
                                    + " in overlay '"
                                    + overlay.name()
                                    + "' is used twice: by host '"
                                    + other
                                    + "' and by host '"
                                    + host
                                    + "'",
                            "give each host its own"));
        }
    }

    private void refuseContradiction(Overlay overlay, HostName host, Located<IpAddress> given) {
        ofFamily(locked.of(overlay.name(), host), given.value().family())
                .filter(kept -> !kept.value().equals(given.value()))
                .ifPresent(kept ->
                        diagnostics.add(
                                Diagnostic.error(
                                        given.at(),
                                        "address "
                                                + given
                                                + " of host '"
                                                + host
                                                + "' in overlay '"
                                                + overlay.name()
                                                + "' contradicts the lock file, which has "
                                                + kept
                                                + " ("
                                                + kept.at()
                                                + ")",
                                        "nothing is renumbered silently: change one of the two")));
    }

    private static Optional<Located<IpAddress>> ofFamily(
            List<Located<IpAddress>> addresses, Family family) {
        return addresses.stream().filter(address -> address.value().family() == family).findFirst();
    }

    /// The allocations without their places, for comparison.
    private static Map<String, Map<HostName, List<IpAddress>>> values(Allocations allocations) {
        Map<String, Map<HostName, List<IpAddress>>> values = new TreeMap<>();
        allocations
                .overlays()
                .forEach((overlay, hosts) ->
                        hosts.forEach((host, addresses) ->
                                values.computeIfAbsent(overlay, _ -> new TreeMap<>())
                                        .put(
                                                host,
                                                addresses.stream()
                                                        .map(Located::value)
                                                        .sorted()
                                                        .toList())));
        return values;
    }
}
