package io.vxplan.host.local;

import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.netlink.NetlinkSocket;
import io.vxplan.netlink.Request;
import io.vxplan.netlink.message.Attribute.Value;
import io.vxplan.netlink.message.Attributes;
import io.vxplan.netlink.message.LinkInfo;
import io.vxplan.netlink.message.LinkMessage;
import io.vxplan.netlink.message.Octets;
import io.vxplan.plan.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Makes, changes and removes links and bridge ports, one request after the other: each step rests
/// on the one before.
record LinkRequests(NetlinkSocket socket, Interfaces interfaces) {

    /// Created with its group, and with its alias last: a crash in between leaves a link that the
    /// next run recognises (see [io.vxplan.model.resource.Mark]). The MAC is in the creating
    /// message, for udev gives a link without one its own.
    void create(Link link) throws IOException {
        LinkSettings settings = link.settings();
        List<Value<?>> attributes = new ArrayList<>();
        attributes.add(LinkMessage.NAME.is(link.name().value()));
        settings.mac()
                .map(mac -> LinkMessage.ADDRESS.is(Octets.of(mac.bytes())))
                .ifPresent(attributes::add);
        attributes.add(LinkMessage.MTU.is(firstMtu(link)));
        attributes.add(LinkMessage.GROUP.is(settings.group()));
        attributes.add(
                LinkMessage.LINK_INFO.is(
                        new LinkKind(interfaces).of(link, Fields.atCreation(link))));
        socket.request(Request.create(new LinkMessage(0, 0, 0, 0, 0, new Attributes(attributes))));
        // One of this name may have gone with another link in the meantime.
        interfaces.forget(link.name());
        addNames(link, settings.altNames());
        if (settings.hasIpv6()) {
            change(link, addressGeneration(settings), LinkMessage.MTU.is(settings.mtu()));
        } else {
            change(link, LinkMessage.MTU.is(settings.mtu()));
        }
        if (settings.up()) {
            setState(link);
        }
        if (settings.alias().isPresent()) {
            change(link, LinkMessage.NEW_ALIAS.is(settings.alias().get()));
        }
    }

    /// A bridge follows its ports' MTU, unless its own was *changed* after it was made: setting the
    /// same once more does not count.
    private static int firstMtu(Link link) {
        int mtu = link.settings().mtu();
        return link instanceof Bridge ? mtu + 1 : mtu;
    }

    void delete(Link link) throws IOException {
        socket.request(Request.delete(LinkMessage.of(interfaces.index(link.name()))));
        interfaces.forget(link.name());
    }

    /// Only what differs: some attributes are refused by their mere presence. State and alias come
    /// last.
    void update(Link before, Link after) throws IOException {
        Set<String> changed = Fields.difference(before, after).keySet();
        LinkSettings settings = after.settings();
        Attributes kind = new LinkKind(interfaces).of(after, changed);
        if (kind.values().size() > 1) {
            change(after, LinkMessage.LINK_INFO.is(kind));
        }
        if (changed.contains("address") && settings.mac().isPresent()) {
            change(after, LinkMessage.ADDRESS.is(Octets.of(settings.mac().get().bytes())));
        }
        if (changed.contains("mtu")) {
            change(after, LinkMessage.MTU.is(settings.mtu()));
        }
        if (changed.contains("link group")) {
            change(after, LinkMessage.GROUP.is(settings.group()));
        }
        if (changed.contains("addrgenmode") && settings.hasIpv6()) {
            change(after, addressGeneration(settings));
        }
        if (changed.contains("altnames")) {
            renew(before, after);
        }
        if (changed.contains("state")) {
            setState(after);
        }
        if (changed.contains("alias")) {
            change(after, LinkMessage.NEW_ALIAS.is(settings.alias().orElse("")));
        }
    }

    private void renew(Link before, Link after) throws IOException {
        List<String> gone = new ArrayList<>(before.settings().altNames());
        gone.removeAll(after.settings().altNames());
        for (String name : gone) {
            socket.request(Request.deleteProperties(names(after, name)));
        }
        List<String> wanted = new ArrayList<>(after.settings().altNames());
        wanted.removeAll(before.settings().altNames());
        addNames(after, wanted);
    }

    private void addNames(Link link, Collection<String> names) throws IOException {
        for (String name : names) {
            socket.request(Request.addProperties(names(link, name)));
        }
    }

    private LinkMessage names(Link link, String name) throws IOException {
        return LinkMessage.of(
                interfaces.index(link.name()),
                LinkMessage.PROPERTIES.is(Attributes.of(LinkMessage.ALT_NAME.is(name))));
    }

    private void change(Link link, Value<?>... attributes) throws IOException {
        socket.request(Request.change(LinkMessage.of(interfaces.index(link.name()), attributes)));
    }

    private void setState(Link link) throws IOException {
        int flags = link.settings().up() ? LinkMessage.UP : 0;
        socket.request(
                Request.change(
                        new LinkMessage(
                                0,
                                0,
                                interfaces.index(link.name()),
                                flags,
                                LinkMessage.UP,
                                Attributes.NONE)));
    }

    private static Value<Attributes> addressGeneration(LinkSettings settings) {
        Attributes ipv6 =
                Attributes.of(
                        LinkMessage.ADDRESS_GENERATION.is(
                                AddressGenerationMode.number(settings.addressGeneration())));
        return LinkMessage.FAMILIES.is(Attributes.of(LinkMessage.IPV6.is(ipv6)));
    }

    void setPort(BridgePort port) throws IOException {
        int index = interfaces.index(port.device());
        int bridge = interfaces.index(port.bridge());
        socket.request(Request.change(LinkMessage.of(index, LinkMessage.MASTER.is(bridge))));
        Attributes options =
                Attributes.of(
                        LinkInfo.PORT_LEARNING.is(port.learning() ? 1 : 0),
                        LinkInfo.PORT_COST.is(port.cost()),
                        LinkInfo.NEIGH_SUPPRESS.is(port.neighSuppress() ? 1 : 0));
        socket.request(
                Request.changePort(
                        new LinkMessage(
                                AddressFamily.BRIDGE,
                                0,
                                index,
                                0,
                                0,
                                Attributes.of(LinkMessage.PROTOCOL_INFO.is(options)))));
    }

    void release(BridgePort port) throws IOException {
        socket.request(
                Request.change(
                        LinkMessage.of(interfaces.index(port.device()), LinkMessage.MASTER.is(0))));
    }
}
