package io.vxplan.host.local;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.netlink.NetlinkSocket;
import io.vxplan.netlink.Request;
import io.vxplan.netlink.message.LinkMessage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The kernel's indexes of interfaces, asked for once.
final class Interfaces {
    private final NetlinkSocket socket;
    private final Map<InterfaceName, Integer> indexes = new HashMap<>();

    Interfaces(NetlinkSocket socket) {
        this.socket = socket;
    }

    /// @throws io.vxplan.netlink.NetlinkException `ENODEV` where there is none
    int index(InterfaceName name) throws IOException {
        Integer known = indexes.get(name);
        if (known != null) {
            return known;
        }
        LinkMessage byName =
                LinkMessage.of(
                        0,
                        LinkMessage.NAME.is(name.value()),
                        LinkMessage.EXTENSIONS.is(LinkMessage.WITHOUT_COUNTERS));
        if (!(socket.get(Request.get(byName)) instanceof LinkMessage link)) {
            throw new IOException("the kernel was asked for a link, and told of something else");
        }
        indexes.put(name, link.index());
        return link.index();
    }

    void forget(InterfaceName name) {
        indexes.remove(name);
    }
}
