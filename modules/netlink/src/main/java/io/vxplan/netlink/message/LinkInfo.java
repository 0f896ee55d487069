package io.vxplan.netlink.message;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What is in `IFLA_LINKINFO`: the kind of a link and what belongs to that kind, and the same for
/// what it is a port of.
public final class LinkInfo {
    public static final Attribute<String> KIND = Attribute.string(1);
    public static final Attribute<String> PORT_KIND = Attribute.string(4);

    public static final String VXLAN_KIND = "vxlan";
    public static final String BRIDGE_KIND = "bridge";

    /// `IFLA_VXLAN_*`.
    public static final Attribute<Integer> VNI = Attribute.u32(1);

    public static final Attribute<Octets> GROUP = Attribute.octets(2);
    public static final Attribute<Integer> DEVICE = Attribute.u32(3);
    public static final Attribute<Octets> LOCAL = Attribute.octets(4);
    public static final Attribute<Integer> TTL = Attribute.u8(5);
    public static final Attribute<Integer> TOS = Attribute.u8(6);
    public static final Attribute<Integer> VXLAN_LEARNING = Attribute.u8(7);

    /// In seconds.
    public static final Attribute<Integer> VXLAN_AGEING = Attribute.u32(8);

    public static final Attribute<Integer> PORT_NUMBER = Attribute.port(15);
    public static final Attribute<Octets> GROUP6 = Attribute.octets(16);
    public static final Attribute<Octets> LOCAL6 = Attribute.octets(17);
    public static final Attribute<Attributes> VXLAN =
            Attribute.nested(
                    2,
                    Schema.of(
                            VNI,
                            GROUP,
                            DEVICE,
                            LOCAL,
                            TTL,
                            TOS,
                            VXLAN_LEARNING,
                            VXLAN_AGEING,
                            PORT_NUMBER,
                            GROUP6,
                            LOCAL6));

    /// `IFLA_BR_*`; in hundredths of a second.
    public static final Attribute<Integer> BRIDGE_AGEING = Attribute.u32(4);

    public static final Attribute<Integer> STP = Attribute.u32(5);
    public static final Attribute<Integer> VLAN_FILTERING = Attribute.u8(7);
    public static final Attribute<Attributes> BRIDGE =
            Attribute.nested(2, Schema.of(BRIDGE_AGEING, STP, VLAN_FILTERING));

    /// `IFLA_BRPORT_*`.
    public static final Attribute<Integer> PORT_COST = Attribute.u32(3);

    public static final Attribute<Integer> PORT_LEARNING = Attribute.u8(8);

    public static final Attribute<Integer> NEIGH_SUPPRESS = Attribute.u8(32);
    static final Schema PORT_SCHEMA = Schema.of(PORT_COST, PORT_LEARNING, NEIGH_SUPPRESS);
    public static final Attribute<Attributes> PORT = Attribute.nested(5, PORT_SCHEMA);

    private static final Schema KINDS = Schema.of(KIND, PORT_KIND);
    private static final Schema OF_VXLAN = Schema.of(KIND, PORT_KIND, VXLAN);
    private static final Schema OF_BRIDGE = Schema.of(KIND, PORT_KIND, BRIDGE);
    private static final Schema OF_VXLAN_PORT = Schema.of(KIND, PORT_KIND, VXLAN, PORT);
    private static final Schema OF_OTHER_PORT = Schema.of(KIND, PORT_KIND, PORT);

    private LinkInfo() {}

    /// A bridge is never a port of another.
    static Schema schema(ByteBuffer bytes) throws MalformedMessageException {
        Attributes kinds = Attributes.read(bytes, KINDS);
        Optional<String> kind = kinds.get(KIND);
        boolean isVxlan = kind.filter(VXLAN_KIND::equals).isPresent();
        boolean isPort = kinds.get(PORT_KIND).filter(BRIDGE_KIND::equals).isPresent();
        if (isPort) {
            return isVxlan ? OF_VXLAN_PORT : OF_OTHER_PORT;
        }
        return isVxlan
                ? OF_VXLAN
                : kind.filter(BRIDGE_KIND::equals).isPresent() ? OF_BRIDGE : KINDS;
    }
}
