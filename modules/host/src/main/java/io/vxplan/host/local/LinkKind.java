package io.vxplan.host.local;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.netlink.message.Attribute;
import io.vxplan.netlink.message.Attribute.Value;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.LinkInfo;
import io.vxplan.netlink.message.Octets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The kind of a link and its options, as they stand in `IFLA_LINKINFO`.
record LinkKind(Interfaces interfaces) {
    private static final int HUNDREDTHS = 100;

    /// @param fields those to mention; with none of the kind's own there is no second attribute
    Attributes of(Link link, Set<String> fields) throws IOException {
        return switch (link) {
            case Vxlan vxlan -> info(LinkInfo.VXLAN_KIND, LinkInfo.VXLAN, vxlan(vxlan, fields));
            case Bridge bridge ->
                    info(LinkInfo.BRIDGE_KIND, LinkInfo.BRIDGE, bridge(bridge, fields));
            case OtherLink other ->
                    throw new IllegalArgumentException("vxplan never makes a " + other.kind());
        };
    }

    private static Attributes info(
            String kind, Attribute<Attributes> data, List<Value<?>> options) {
        return options.isEmpty()
                ? Attributes.of(LinkInfo.KIND.is(kind))
                : Attributes.of(LinkInfo.KIND.is(kind), data.is(new Attributes(options)));
    }

    private List<Value<?>> vxlan(Vxlan vxlan, Set<String> fields) throws IOException {
        List<Value<?>> options = new ArrayList<>();
        if (fields.contains("vni")) {
            options.add(LinkInfo.VNI.is(vxlan.vni().value()));
        }
        if (fields.contains("local") && vxlan.local().isPresent()) {
            options.add(address(LinkInfo.LOCAL, LinkInfo.LOCAL6, vxlan.local().get()));
        }
        if (fields.contains("group") && vxlan.group().isPresent()) {
            options.add(address(LinkInfo.GROUP, LinkInfo.GROUP6, vxlan.group().get()));
        }
        if (fields.contains("dev") && vxlan.groupDevice().isPresent()) {
            options.add(LinkInfo.DEVICE.is(interfaces.index(vxlan.groupDevice().get())));
        }
        if (fields.contains("port")) {
            options.add(LinkInfo.PORT_NUMBER.is(vxlan.port()));
        }
        if (fields.contains("ttl")) {
            options.add(LinkInfo.TTL.is(vxlan.ttl()));
        }
        if (fields.contains("tos")) {
            options.add(LinkInfo.TOS.is(vxlan.tos()));
        }
        if (fields.contains("learning")) {
            options.add(LinkInfo.VXLAN_LEARNING.is(vxlan.learning() ? 1 : 0));
        }
        if (fields.contains("ageing")) {
            options.add(LinkInfo.VXLAN_AGEING.is((int) vxlan.ageing()));
        }
        return options;
    }

    private static Value<Octets> address(
            Attribute<Octets> ipv4, Attribute<Octets> ipv6, IpAddress address) {
        Attribute<Octets> attribute = address.family() == Family.IPV4 ? ipv4 : ipv6;
        return attribute.is(EntryRequests.octets(address));
    }

    private static List<Value<?>> bridge(Bridge bridge, Set<String> fields) {
        List<Value<?>> options = new ArrayList<>();
        if (fields.contains("stp")) {
            options.add(LinkInfo.STP.is(bridge.stp() ? 1 : 0));
        }
        if (fields.contains("vlan_filtering")) {
            options.add(LinkInfo.VLAN_FILTERING.is(bridge.vlanFiltering() ? 1 : 0));
        }
        if (fields.contains("ageing")) {
            options.add(LinkInfo.BRIDGE_AGEING.is((int) (bridge.ageing() * HUNDREDTHS)));
        }
        return options;
    }
}
