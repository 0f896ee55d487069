package io.vxplan.host.local;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.netlink.message.Attribute;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.LinkInfo;
import io.vxplan.netlink.message.LinkMessage;
import io.vxplan.netlink.message.Octets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The links and bridge ports of a dump, and the names by their indexes.
final class Links {
    private static final int HUNDREDTHS = 100;

    private final List<LinkMessage> messages = new ArrayList<>();
    private final SortedMap<Integer, InterfaceName> names = new TreeMap<>();

    void add(LinkMessage message) {
        Optional<InterfaceName> name =
                message.attributes().get(LinkMessage.NAME).flatMap(Links::name);
        if (name.isPresent()) {
            messages.add(message);
            names.put(message.index(), name.get());
        }
    }

    /// The kernel takes some names that we don't (control characters); nobody can ask us for them.
    private static Optional<InterfaceName> name(String name) {
        try {
            return Optional.of(new InterfaceName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Collection<InterfaceName> names() {
        return names.values();
    }

    /// Empty for a link that came after the links were read.
    Optional<InterfaceName> name(int index) {
        return Optional.ofNullable(names.get(index));
    }

    List<Resource> resources() {
        List<Resource> resources = new ArrayList<>();
        for (LinkMessage message : messages) {
            name(message.index())
                    .ifPresent(name -> {
                        resources.add(link(name, message));
                        port(name, message).ifPresent(resources::add);
                    });
        }
        return resources;
    }

    private Link link(InterfaceName name, LinkMessage message) {
        LinkSettings settings = settings(message);
        Attributes info = message.attributes().get(LinkMessage.LINK_INFO).orElse(Attributes.NONE);
        Optional<Link> vxlan =
                info.get(LinkInfo.VXLAN).flatMap(data -> vxlan(name, settings, data));
        Optional<Link> bridge = info.get(LinkInfo.BRIDGE).map(data -> bridge(name, settings, data));
        return vxlan.or(() -> bridge)
                .orElseGet(() -> new OtherLink(name, settings, info.get(LinkInfo.KIND).orElse("")));
    }

    private static LinkSettings settings(LinkMessage message) {
        Attributes attributes = message.attributes();
        return new LinkSettings(
                attributes.get(LinkMessage.ADDRESS).flatMap(Links::mac),
                attributes.get(LinkMessage.MTU).orElse(0),
                (message.flags() & LinkMessage.UP) != 0,
                attributes.get(LinkMessage.GROUP).orElse(0),
                attributes.get(LinkMessage.ALIAS),
                attributes
                        .get(LinkMessage.FAMILIES)
                        .flatMap(families -> families.get(LinkMessage.IPV6))
                        .flatMap(ipv6 -> ipv6.get(LinkMessage.ADDRESS_GENERATION))
                        .map(AddressGenerationMode::of)
                        // said of no link without IPv6 (switched off, or an MTU below 1280)
                        .orElse(AddressGeneration.NONE),
                attributes
                        .get(LinkMessage.PROPERTIES)
                        .map(properties -> new TreeSet<>(properties.all(LinkMessage.ALT_NAME)))
                        .orElseGet(TreeSet::new));
    }

    /// Tunnels have addresses of other lengths, which are no MAC addresses.
    static Optional<MacAddress> mac(Octets address) {
        return address.length() == 6
                ? Optional.of(MacAddress.of(address.toArray()))
                : Optional.empty();
    }

    /// Empty for a device without a VNI of its own (`external`, or VNI 0).
    private Optional<Link> vxlan(InterfaceName name, LinkSettings settings, Attributes data) {
        return data.get(LinkInfo.VNI)
                .filter(vni -> vni != 0)
                .map(vni ->
                        new Vxlan(
                                name,
                                settings,
                                new Vni(vni),
                                address(data, LinkInfo.LOCAL, LinkInfo.LOCAL6),
                                data.get(LinkInfo.PORT_NUMBER).orElse(0),
                                address(data, LinkInfo.GROUP, LinkInfo.GROUP6),
                                data.get(LinkInfo.DEVICE).flatMap(this::name),
                                data.get(LinkInfo.TTL).orElse(0),
                                data.get(LinkInfo.TOS).orElse(0),
                                isOn(data, LinkInfo.VXLAN_LEARNING),
                                data.get(LinkInfo.VXLAN_AGEING)
                                        .map(Integer::toUnsignedLong)
                                        .orElse(0L)));
    }

    private static Bridge bridge(InterfaceName name, LinkSettings settings, Attributes data) {
        return new Bridge(
                name,
                settings,
                isOn(data, LinkInfo.STP),
                isOn(data, LinkInfo.VLAN_FILTERING),
                data.get(LinkInfo.BRIDGE_AGEING).map(Integer::toUnsignedLong).orElse(0L)
                        / HUNDREDTHS);
    }

    private Optional<BridgePort> port(InterfaceName name, LinkMessage message) {
        Optional<InterfaceName> bridge =
                message.attributes().get(LinkMessage.MASTER).flatMap(this::name);
        Optional<Attributes> port =
                message.attributes()
                        .get(LinkMessage.LINK_INFO)
                        .flatMap(info -> info.get(LinkInfo.PORT));
        return bridge.map(master ->
                port.map(data ->
                                new BridgePort(
                                        name,
                                        master,
                                        data.get(LinkInfo.PORT_COST).orElse(0),
                                        isOn(data, LinkInfo.PORT_LEARNING),
                                        isOn(data, LinkInfo.NEIGH_SUPPRESS)))
                        .orElseGet(() -> BridgePort.ofOtherMaster(name, master)));
    }

    private static Optional<IpAddress> address(
            Attributes data, Attribute<Octets> ipv4, Attribute<Octets> ipv6) {
        return data.get(ipv4).or(() -> data.get(ipv6)).flatMap(Entries::ip);
    }

    private static boolean isOn(Attributes data, Attribute<Integer> attribute) {
        return data.get(attribute).filter(value -> value != 0).isPresent();
    }
}
