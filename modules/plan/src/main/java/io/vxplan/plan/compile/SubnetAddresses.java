package io.vxplan.plan.compile;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Endpoint;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who has which address in one subnet of an overlay.
final class SubnetAddresses {
    private final Overlay overlay;
    private final Located<Prefix> subnet;
    private final Map<HostName, List<Located<IpAddress>>> locked;
    private final List<Diagnostic> diagnostics;
    private final Map<IpAddress, Holder> taken = new HashMap<>();
    private final Map<HostName, Located<IpAddress>> addresses = new HashMap<>();

    private sealed interface Holder {
        record Member(HostName host) implements Holder {
            @Override
            public String toString() {
                return "host '" + host + "'";
            }
        }

        record Workload(String endpoint) implements Holder {
            @Override
            public String toString() {
                return "endpoint '" + endpoint + "'";
            }
        }

        /// A host that the lock file has and the overlay no longer.
        record Former(HostName host, Location at) implements Holder {
            @Override
            public String toString() {
                return "former member '" + host + "' (" + at + ")";
            }
        }
    }

    /// @param locked what the lock file has for the overlay
    SubnetAddresses(
            Overlay overlay,
            Located<Prefix> subnet,
            Map<HostName, List<Located<IpAddress>>> locked,
            List<Diagnostic> diagnostics) {
        this.overlay = overlay;
        this.subnet = subnet;
        this.locked = locked;
        this.diagnostics = diagnostics;
    }

    Map<HostName, Located<IpAddress>> allocate() {
        locked.forEach(this::keepFormer);
        overlay.members()
                .forEach((host, member) ->
                        inFamily(member.addresses()).ifPresent(given -> give(host, given)));
        for (HostName host : overlay.members().keySet()) {
            if (!addresses.containsKey(host)) {
                lockedFor(host).ifPresent(kept -> keep(host, kept));
            }
        }
        overlay.endpoints().forEach(this::reserve);
        fill();
        return addresses;
    }

    private void keepFormer(HostName host, List<Located<IpAddress>> entry) {
        if (!overlay.members().containsKey(host)) {
            inFamily(entry)
                    .ifPresent(kept ->
                            taken.putIfAbsent(kept.value(), new Holder.Former(host, kept.at())));
        }
    }

    private void give(HostName host, Located<IpAddress> given) {
        lockedFor(host)
                .filter(kept -> !kept.value().equals(given.value()))
                .ifPresent(kept ->
                        error(
                                given.at(),
                                "address %s of host '%s' in overlay '%s' contradicts the lock file, which has %s (%s)"
                                        .formatted(given, host, overlay.name(), kept, kept.at()),
                                "nothing is renumbered silently: change one of the two"));
        claim(host, given);
    }

    private void keep(HostName host, Located<IpAddress> kept) {
        // One outside is told of by the checks of the lock file.
        if (subnet.value().contains(kept.value())) {
            claim(host, kept);
        } else {
            addresses.put(host, kept);
        }
    }

    private void claim(HostName host, Located<IpAddress> address) {
        Prefix prefix = subnet.value();
        if (!prefix.isHostAddress(address.value())) {
            error(
                    address.at(),
                    "address %s of host '%s' is no host address of %s in overlay '%s'"
                            .formatted(address, host, prefix, overlay.name()),
                    "choose one between " + prefix.firstHost() + " and " + prefix.lastHost());
        }
        take(address, new Holder.Member(host));
        addresses.put(host, address);
    }

    private void reserve(Endpoint endpoint) {
        inFamily(endpoint.addresses())
                .ifPresent(address -> take(address, new Holder.Workload(endpoint.name().value())));
    }

    private void take(Located<IpAddress> address, Holder holder) {
        Holder other = taken.putIfAbsent(address.value(), holder);
        if (other instanceof Holder.Former former) {
            error(
                    address.at(),
                    "address %s in overlay '%s' is wanted by %s, and the lock file keeps it for %s"
                            .formatted(address, overlay.name(), holder, former),
                    "choose another, or remove that entry once nothing is left on the host");
        } else if (other != null && !areEndpoints(other, holder)) {
            error(
                    address.at(),
                    "address %s in overlay '%s' is used twice: by %s and by %s"
                            .formatted(address, overlay.name(), other, holder),
                    "give each its own");
        }
    }

    /// Their mistake is told of elsewhere.
    private static boolean areEndpoints(Holder one, Holder other) {
        return one instanceof Holder.Workload && other instanceof Holder.Workload;
    }

    private void fill() {
        IpAddress next = subnet.value().firstHost();
        int missing = 0;
        for (HostName host : overlay.members().keySet()) {
            if (addresses.containsKey(host)) {
                continue;
            }
            while (taken.containsKey(next) && subnet.value().isHostAddress(next)) {
                next = next.plus(1);
            }
            if (subnet.value().isHostAddress(next) && !taken.containsKey(next)) {
                addresses.put(host, new Located<>(next, overlay.at()));
                next = next.plus(1);
            } else {
                missing++;
            }
        }
        if (missing > 0) {
            full(missing);
        }
    }

    private void full(int missing) {
        List<Holder.Former> former =
                taken.entrySet().stream()
                        .filter(entry -> subnet.value().isHostAddress(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .filter(Holder.Former.class::isInstance)
                        .map(Holder.Former.class::cast)
                        .sorted(Comparator.comparing(Holder.Former::at))
                        .toList();
        String who = "%d of %d hosts get no address".formatted(missing, overlay.members().size());
        if (missing > former.size()) {
            error(
                    subnet.at(),
                    "subnet %s of overlay '%s' is too small: %s"
                            .formatted(subnet, overlay.name(), who),
                    "take a shorter prefix: /%d is enough".formatted(enough()));
        } else {
            error(
                    subnet.at(),
                    "subnet %s of overlay '%s' is full: %s, and the lock file keeps %d for former members"
                            .formatted(subnet, overlay.name(), who, former.size()),
                    "remove from the lock file those that will not come back, such as that of %s"
                            .formatted(former.getFirst()));
        }
    }

    /// The length of a prefix with an address for everybody; its first and its last are nobody's.
    private int enough() {
        long others =
                taken.values().stream().filter(each -> !(each instanceof Holder.Member)).count();
        long addresses = others + overlay.members().size();
        int bits = Long.SIZE - Long.numberOfLeadingZeros(addresses + 1);
        return subnet.value().family().bits() - bits;
    }

    private Optional<Located<IpAddress>> lockedFor(HostName host) {
        return inFamily(locked.getOrDefault(host, List.of()));
    }

    private Optional<Located<IpAddress>> inFamily(List<Located<IpAddress>> all) {
        for (Located<IpAddress> address : all) {
            if (address.value().family() == subnet.value().family()) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    private void error(Location at, String summary, String detail) {
        diagnostics.add(Diagnostic.error(at, summary, detail));
    }
}
