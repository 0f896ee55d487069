package io.vxplan.inventory.topology;

import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Vni;
import io.vxplan.model.topology.Overlay.BridgeName;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Mode;
import java.util.List;
import java.util.Optional;

/// One host's part in an overlay: what `members` says of it, else what the overlay says, rendered
/// with the host's own variables.
///
/// @param name of the overlay
/// @param fields of the overlay, those of `defaults` included
/// @param defaultDevice where nobody names another
record MemberReader(
        Located<String> name,
        Fields fields,
        SharedSettings settings,
        Underlays underlays,
        Located<InterfaceName> defaultDevice) {
    static final List<String> KEYS =
            List.of("address", "underlay", "mac", "device", "bridge", "mtu");

    /// Stands in for a VNI that has a mistake: what is read then is not used.
    private static final Vni ANY = new Vni(1);

    private static final Fields NOTHING = Fields.none(new Location("", 0, 0));

    MemberReader(
            Located<String> name, Fields fields, SharedSettings settings, Underlays underlays) {
        this(name, fields, settings, underlays, defaultDevice(name, settings));
    }

    private static Located<InterfaceName> defaultDevice(
            Located<String> name, SharedSettings settings) {
        Vni vni = settings.vni().map(Located::value).orElse(ANY);
        return name.map(_ -> new InterfaceName("vxlan" + vni));
    }

    /// Empty where the host has no underlay address, which is reported.
    Optional<Member> read(HostName host, Optional<Node.Entry> override) {
        Scope scope = fields.scope().of(host);
        Optional<Fields> overridden =
                override.flatMap(entry -> Fields.of(entry.value(), what(host), KEYS, scope));
        Fields common = fields.in(scope);
        Fields given = overridden.orElse(NOTHING.in(scope));
        Fields own = overridden.map(of -> of.withDefaults(common)).orElse(common);
        Optional<Located<IpAddress>> underlay =
                given.has("underlay")
                        ? given.get("underlay", Underlays.TUNNEL_END)
                        : underlays.address(host);
        int underlayMtu = underlays.mtu(host);
        Optional<Family> family = underlay.map(end -> end.value().family());
        Located<Integer> mtu = mtu(own, underlayMtu, family);
        Located<InterfaceName> device = own.get("device", Kinds.DEVICE).orElse(defaultDevice);
        Optional<BridgeName> bridge =
                settings.mode() == Mode.BRIDGED ? Optional.of(bridge(own)) : Optional.empty();
        Optional<InterfaceName> groupDevice = groupDevice(scope, family);
        List<Located<IpAddress>> addresses =
                given.has("address") ? addresses(given, what(host)) : List.of();
        Optional<MacAddress> mac = given.get("mac", Kinds.MAC).map(Located::value);
        return underlay.map(end ->
                new Member(
                        host,
                        override.map(entry -> entry.key().at()).orElse(name.at()),
                        end,
                        underlayMtu,
                        mtu,
                        device,
                        bridge,
                        groupDevice,
                        addresses,
                        mac));
    }

    private static String what(HostName host) {
        return "member '" + host + "'";
    }

    private BridgeName bridge(Fields own) {
        return own.get("bridge", BridgeNames.KIND)
                .map(Located::value)
                .orElseGet(() -> BridgeNames.of("br-" + name));
    }

    private Located<Integer> mtu(Fields own, int underlayMtu, Optional<Family> underlay) {
        int overhead = underlay.orElse(Family.IPV4).vxlanOverhead();
        Optional<Located<Optional<Integer>>> given = own.get("mtu", Kinds.MTU);
        Location place = given.map(Located::at).orElse(name.at());
        int mtu = given.flatMap(Located::value).orElse(underlayMtu - overhead);
        boolean ipv6 = hasSubnet(Family.IPV6);
        int least = ipv6 ? Kinds.LEAST_MTU_IPV6 : Kinds.LEAST_MTU;
        if (mtu < least) {
            fields.scope()
                    .problems()
                    .error(
                            place,
                            "the MTU of overlay '%s' is %d".formatted(name, mtu),
                            "%s needs at least %d%s"
                                    .formatted(
                                            ipv6 ? "IPv6" : "the kernel",
                                            least,
                                            given.isEmpty()
                                                    ? ": raise the MTU of the underlay"
                                                    : ""));
        }
        return new Located<>(mtu, place);
    }

    private Optional<InterfaceName> groupDevice(Scope scope, Optional<Family> underlay) {
        Optional<FloodingReader.Result> flooding = settings.flooding();
        flooding.flatMap(FloodingReader.Result::group)
                .filter(group ->
                        underlay.filter(family -> family != group.value().family()).isPresent())
                .ifPresent(group ->
                        scope.problems()
                                .error(
                                        group.at(),
                                        "group %s is %s, the underlay of overlay '%s' is %s"
                                                .formatted(
                                                        group,
                                                        group.value().family(),
                                                        name,
                                                        underlay.orElseThrow()),
                                        "take a group of the underlay's family"));
        return flooding.flatMap(spread -> spread.device(scope)).map(Located::value);
    }

    private List<Located<IpAddress>> addresses(Fields given, String what) {
        Problems problems = given.scope().problems();
        List<Located<IpAddress>> addresses =
                given.list("address", Kinds.ADDRESS)
                        .filter(list -> Addresses.onePerFamily(list, what, problems))
                        .orElse(List.of());
        if (!settings.addressed() && !addresses.isEmpty()) {
            problems.error(
                    addresses.getFirst().at(),
                    what + " is given an address, but the overlay says `address: none`",
                    "leave one of the two out");
            return List.of();
        }
        for (Located<IpAddress> address : addresses) {
            Family family = address.value().family();
            if (settings.subnets().isPresent() && !hasSubnet(family)) {
                problems.error(
                        address.at(),
                        "%s is given %s, but the overlay has no %s subnet"
                                .formatted(what, address, family),
                        "add one to `subnets`, or leave the address out");
            }
        }
        return addresses;
    }

    private boolean hasSubnet(Family family) {
        return settings.knownSubnets().stream()
                .anyMatch(subnet -> subnet.value().family() == family);
    }
}
