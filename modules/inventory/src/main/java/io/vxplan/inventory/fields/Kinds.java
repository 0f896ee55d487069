package io.vxplan.inventory.fields;

import io.vxplan.inventory.HostPattern;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.topology.Firewall;
import io.vxplan.model.topology.Overlay.Mode;
import io.vxplan.model.topology.Persistence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Every kind of scalar that a topology has.
public final class Kinds {
    /// The kernel's least MTU of an interface (`ETH_MIN_MTU`).
    public static final int LEAST_MTU = 68;

    /// The least MTU that carries IPv6 (RFC 8200, section 5); the kernel drops a device's IPv6
    /// addresses below it.
    public static final int LEAST_MTU_IPV6 = 1280;

    private static final int MOST_MTU = 65535;

    /// Names go into marks (`vxplan:<topology>/<overlay>`), interface names and file names.
    private static final Pattern NAME_TEXT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public static final Kind<String> NAME =
            Kind.string(
                    "1 to 63 letters, digits, '.', '_' and '-', the first a letter or a digit",
                    NAME_TEXT.asMatchPredicate());
    public static final Kind<Integer> VERSION =
            new Kind<>(
                    "1, the only version there is",
                    scalar -> {
                        if (!scalar.text().equals("1") || !scalar.plain()) {
                            throw new IllegalArgumentException(scalar.text());
                        }
                        return 1;
                    });
    public static final Kind<String> HOST =
            Kind.string("the name of a host", text -> !text.isBlank());
    public static final Kind<HostPattern> PATTERN =
            Kind.text("a host pattern like \"web:!spare\"", Kinds::pattern);
    public static final Kind<Vni> VNI = map(Kind.number(1, Vni.MAX), Vni::new);
    public static final Kind<Integer> PORT = Kind.number(1, 65535);
    public static final Kind<Optional<Integer>> TTL = Kind.number(1, 255).orAuto();
    public static final Kind<Integer> UNDERLAY_MTU = Kind.number(LEAST_MTU, MOST_MTU);
    public static final Kind<Optional<Integer>> MTU = UNDERLAY_MTU.orAuto();
    public static final Kind<Mode> MODE =
            Kind.oneOf(
                    List.of("routed", "bridged"),
                    word -> word.equals("routed") ? Mode.ROUTED : Mode.BRIDGED);

    public static final Kind<Persistence> PERSISTENCE =
            Kind.oneOf(
                    List.of("none", "unit", "networkd"),
                    word -> Persistence.valueOf(word.toUpperCase(Locale.ROOT)));

    public static final Kind<Firewall> FIREWALL =
            Kind.oneOf(
                    List.of("none", "peers"),
                    word -> Firewall.valueOf(word.toUpperCase(Locale.ROOT)));

    /// YAML 1.1 reads `on` as true, and so does Ansible: both are taken. Empty for `auto`.
    public static final Kind<Optional<Boolean>> SWITCH =
            new Kind<>(
                    "auto, on or off",
                    scalar ->
                            switch (scalar.text()) {
                                case "auto" -> Optional.empty();
                                case "on", "true" -> Optional.of(true);
                                case "off", "false" -> Optional.of(false);
                                default -> throw new IllegalArgumentException(scalar.text());
                            });

    public static final Kind<IpAddress> ADDRESS =
            Kind.text("an IPv4 or IPv6 address like 192.0.2.1 or 2001:db8::1", IpAddress::parse);
    public static final Kind<IpAddress> HOST_ADDRESS =
            routable("an address of this host that others reach");
    public static final Kind<Prefix> PREFIX =
            Kind.text("a prefix like 192.0.2.0/24 or 2001:db8::/64", Kinds::prefix);
    public static final Kind<InterfaceName> DEVICE =
            Kind.text(
                    "an interface name: 1 to 15 bytes without '/', ':', '%' and white space",
                    InterfaceName::new);
    public static final Kind<MacAddress> MAC =
            Kind.text("a MAC address of one interface, like 02:00:00:00:00:01", Kinds::unicast);

    private Kinds() {}

    private static <A, B> Kind<B> map(Kind<A> kind, Function<A, B> function) {
        return new Kind<>(kind.expected(), kind.read().andThen(function));
    }

    private static HostPattern pattern(String text) {
        try {
            return HostPattern.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Kind.Hint(String.valueOf(e.getMessage()));
        }
    }

    /// An address that other hosts can send to.
    public static Kind<IpAddress> routable(String expected) {
        return Kind.text(
                expected,
                text -> {
                    IpAddress address = IpAddress.parse(text);
                    if (!address.isRoutable()) {
                        throw new IllegalArgumentException(text);
                    }
                    return address;
                });
    }

    private static Prefix prefix(String text) {
        int slash = Math.max(0, text.indexOf('/'));
        Family family = IpAddress.parse(text.substring(0, slash)).family();
        if (text.substring(slash + 1).matches("[0-9]{1,3}")
                && Integer.parseInt(text.substring(slash + 1)) > family.bits()) {
            throw new Kind.Hint(
                    "an " + family + " prefix has a length of 0 to " + family.bits() + " bits");
        }
        InterfaceAddress parsed = InterfaceAddress.parse(text);
        Prefix prefix = parsed.prefix();
        if (!prefix.network().equals(parsed.address())) {
            throw new Kind.Hint("it has host bits set: the network is " + prefix);
        }
        return prefix;
    }

    private static MacAddress unicast(String text) {
        MacAddress mac = MacAddress.parse(text);
        if (mac.isMulticast() || mac.equals(MacAddress.ZERO)) {
            throw new IllegalArgumentException(text);
        }
        return mac;
    }
}
