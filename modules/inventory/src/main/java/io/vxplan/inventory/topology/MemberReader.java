package io.vxplan.inventory.topology;

import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Family;
import io.vxplan.model.HostName;
import io.vxplan.model.InterfaceName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.MacAddress;
import io.vxplan.model.Overlay.BridgeName;
import io.vxplan.model.Overlay.Member;
import io.vxplan.model.Overlay.Mode;
import io.vxplan.model.Prefix;
import io.vxplan.model.Vni;
import java.util.List;
import java.util.Optional;

/// One host's part in an overlay: what `members` says of it, else what the overlay says, rendered
/// with the host's own variables.
///
/// @param overlay its fields, those of `defaults` included
/// @param subnets none where they have mistakes
record MemberReader(
        String overlayName,
        Location at,
        Fields overlay,
        Mode mode,
        Vni vni,
        List<Located<Prefix>> subnets,
        boolean addressed,
        Optional<FloodingReader.Result> flooding,
        Underlays underlays) {
    static final List<String> KEYS =
            List.of("address", "underlay", "mac", "device", "bridge", "mtu");

    private static final Kind<IpAddress> UNDERLAY =
            Kind.text("an IP address, no name", Underlays::tunnelEnd);

    /// Empty where the host has no underlay address, which is reported.
    Optional<Member> read(HostName host, Optional<Node.Entry> override) {
        Scope scope = overlay.scope().of(host);
        String what = "member '" + host + "'";
        Fields none = new Fields(new Node.Mapping(at, List.of()), scope);
        Fields given =
                override.flatMap(entry -> Fields.of(entry.value(), what, KEYS, scope)).orElse(none);
        Fields own = given.withDefaults(overlay.in(scope));
        Optional<Located<IpAddress>> underlay =
                given.has("underlay")
                        ? given.get("underlay", UNDERLAY)
                        : underlays.address(host, at);
        int underlayMtu = underlays.mtu(host);
        Optional<Family> family = underlay.map(end -> end.value().family());
        Located<Integer> mtu = mtu(own, underlayMtu, family);
        Located<InterfaceName> device =
                own.get("device", Kinds.DEVICE).orElseGet(this::defaultDevice);
        Optional<BridgeName> bridge =
                mode == Mode.BRIDGED ? Optional.of(bridge(own)) : Optional.empty();
        Optional<InterfaceName> groupDevice = groupDevice(scope, family);
        List<Located<IpAddress>> addresses = addresses(given, what);
        Optional<MacAddress> mac = given.get("mac", Kinds.MAC).map(Located::value);
        return underlay.map(end ->
                new Member(
                        host,
                        override.map(entry -> entry.key().at()).orElse(at),
                        end,
                        underlayMtu,
                        mtu,
                        device,
                        bridge,
                        groupDevice,
                        addresses,
                        mac));
    }

    private Located<InterfaceName> defaultDevice() {
        return new Located<>(new InterfaceName("vxlan" + vni), at);
    }

    private BridgeName bridge(Fields own) {
        return own.get("bridge", BridgeNames.KIND)
                .map(Located::value)
                .orElseGet(() -> BridgeNames.of("br-" + overlayName));
    }

    private Located<Integer> mtu(Fields own, int underlayMtu, Optional<Family> underlay) {
        int overhead = underlay.orElse(Family.IPV4).vxlanOverhead();
        Optional<Located<Optional<Integer>>> given = own.get("mtu", Kinds.MTU);
        Location place = given.map(Located::at).orElse(at);
        int mtu = given.flatMap(Located::value).orElse(underlayMtu - overhead);
        boolean ipv6 = subnets.stream().anyMatch(subnet -> subnet.value().family() == Family.IPV6);
        int least = ipv6 ? Kinds.LEAST_MTU_IPV6 : Kinds.LEAST_MTU;
        if (mtu < least) {
            overlay.scope()
                    .problems()
                    .error(
                            place,
                            "the MTU of overlay '" + overlayName + "' is " + mtu,
                            (ipv6 ? "IPv6" : "the kernel")
                                    + " needs at least "
                                    + least
                                    + (given.isEmpty() ? ": raise the MTU of the underlay" : ""));
        }
        return new Located<>(mtu, place);
    }

    private Optional<InterfaceName> groupDevice(Scope scope, Optional<Family> underlay) {
        Optional<Located<IpAddress>> group = flooding.flatMap(FloodingReader.Result::group);
        if (group.isPresent()
                && underlay.isPresent()
                && group.get().value().family() != underlay.get()) {
            scope.problems()
                    .error(
                            group.get().at(),
                            "group "
                                    + group.get()
                                    + " is "
                                    + group.get().value().family()
                                    + ", the underlay of overlay '"
                                    + overlayName
                                    + "' is "
                                    + underlay.get(),
                            "take a group of the underlay's family");
        }
        return flooding.flatMap(spread -> spread.device(scope)).map(Located::value);
    }

    private List<Located<IpAddress>> addresses(Fields given, String what) {
        Problems problems = given.scope().problems();
        List<Located<IpAddress>> addresses =
                given.list("address", Kinds.ADDRESS)
                        .filter(list -> Addresses.onePerFamily(list, what, problems))
                        .orElse(List.of());
        if (!addressed && !addresses.isEmpty()) {
            problems.error(
                    addresses.getFirst().at(),
                    what + " is given an address, but the overlay says `address: none`",
                    "leave one of the two out");
            return List.of();
        }
        for (Located<IpAddress> address : addresses) {
            Family family = address.value().family();
            if (!subnets.isEmpty()
                    && subnets.stream().noneMatch(subnet -> subnet.value().family() == family)) {
                problems.error(
                        address.at(),
                        what
                                + " is given "
                                + address
                                + ", but the overlay has no "
                                + family
                                + " subnet",
                        "add one to `subnets`, or leave the address out");
            }
        }
        return addresses;
    }
}
