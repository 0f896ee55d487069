package io.vxplan.inventory.topology;

import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Family;
import io.vxplan.model.HostName;
import io.vxplan.model.InterfaceName;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
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
record MemberReader(
        String overlayName,
        Location at,
        Fields overlay,
        Mode mode,
        Vni vni,
        List<Located<Prefix>> subnets,
        boolean addressed,
        FloodingReader.Result flooding,
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
        return underlay.map(end ->
                new Member(
                        host,
                        override.map(entry -> entry.key().at()).orElse(at),
                        end,
                        underlayMtu,
                        mtu(own, underlayMtu, end.value().family()),
                        own.get("device", Kinds.DEVICE).orElseGet(this::defaultDevice),
                        mode == Mode.BRIDGED ? Optional.of(bridge(own)) : Optional.empty(),
                        groupDevice(scope, end.value().family()),
                        addresses(given, what),
                        given.get("mac", Kinds.MAC).map(Located::value)));
    }

    private Located<InterfaceName> defaultDevice() {
        return new Located<>(new InterfaceName("vxlan" + vni), at);
    }

    private BridgeName bridge(Fields own) {
        return own.get("bridge", BridgeNames.KIND)
                .map(Located::value)
                .orElseGet(() -> BridgeNames.of("br-" + overlayName));
    }

    private Located<Integer> mtu(Fields own, int underlayMtu, Family family) {
        Optional<Located<Optional<Integer>>> given = own.get("mtu", Kinds.MTU);
        Location place = given.map(Located::at).orElse(at);
        int mtu = given.flatMap(Located::value).orElse(underlayMtu - family.vxlanOverhead());
        boolean ipv6 = subnets.stream().anyMatch(subnet -> subnet.value().family() == Family.IPV6);
        int least = ipv6 ? Kinds.LEAST_MTU_IPV6 : Kinds.LEAST_MTU;
        if (mtu < least) {
            overlay.scope()
                    .problems()
                    .error(
                            place,
                            "the MTU of overlay '" + overlayName + "' is " + mtu,
                            ipv6
                                    ? "IPv6 needs at least " + least
                                    : "the kernel needs at least " + least);
        }
        return new Located<>(mtu, place);
    }

    private Optional<InterfaceName> groupDevice(Scope scope, Family underlay) {
        flooding.group()
                .filter(group -> group.value().family() != underlay)
                .ifPresent(group ->
                        scope.problems()
                                .error(
                                        group.at(),
                                        "group "
                                                + group
                                                + " is "
                                                + Kinds.nameOf(group.value().family())
                                                + ", the underlay of overlay '"
                                                + overlayName
                                                + "' is "
                                                + Kinds.nameOf(underlay),
                                        "take a group of the underlay's family"));
        return flooding.device(scope).map(Located::value);
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
            if (subnets.stream().noneMatch(subnet -> subnet.value().family() == family)) {
                problems.error(
                        address.at(),
                        what
                                + " is given "
                                + address
                                + ", but the overlay has no "
                                + Kinds.nameOf(family)
                                + " subnet",
                        "add one to `subnets`, or leave the address out");
            }
        }
        return addresses;
    }
}
