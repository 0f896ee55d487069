package io.vxplan.discovery.daemon;

import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// This host's address in the underlay: the one from which the kernel would send to the world.
/// Where no route leads out, the only one that there is. IPv4 before IPv6.
///
/// Addresses of bridges and tunnels are never taken for that: on a machine that starts before its
/// network, `docker0` may be the only interface that has one, and nobody else reaches it there.
public final class OwnAddress implements Supplier<Optional<IpAddress>> {
    /// Addresses of documentation (RFC 5737, RFC 3849), which only a default route leads to.
    private static final IpAddress WORLD_4 = IpAddress.parse("198.51.100.1");

    private static final IpAddress WORLD_6 = IpAddress.parse("2001:db8::1");

    private static final Path INTERFACES = Path.of("/sys/class/net");
    private static final String KIND = "DEVTYPE=";
    private static final Set<String> INWARD = Set.of("bridge", "vxlan", "geneve", "wireguard");

    /// Any port will do: nothing is sent.
    private static final int PORT = 9;

    /// The overlays' own devices bring addresses later on. What was right before stays so, as long
    /// as it is there.
    private Optional<IpAddress> known = Optional.empty();

    @Override
    public synchronized Optional<IpAddress> get() {
        known = routed().or(this::stillThere).or(OwnAddress::only);
        return known;
    }

    private static Optional<IpAddress> routed() {
        return source(StandardProtocolFamily.INET, WORLD_4)
                .or(() -> source(StandardProtocolFamily.INET6, WORLD_6));
    }

    /// A connected UDP socket has looked up its route, and sends nothing.
    private static Optional<IpAddress> source(ProtocolFamily family, IpAddress world) {
        try (DatagramChannel channel = DatagramChannel.open(family)) {
            InetAddress target = InetAddress.getByAddress(world.bytes());
            channel.connect(new InetSocketAddress(target, PORT));
            return channel.getLocalAddress() instanceof InetSocketAddress local
                    ? Optional.of(local.getAddress())
                            .map(address -> IpAddress.of(address.getAddress()))
                            .filter(IpAddress::isRoutable)
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException _) {
            // No route, or no IPv6: Java has it where an interface had an address of it when Java
            // started.
            return Optional.empty();
        }
    }

    private Optional<IpAddress> stillThere() {
        return known.filter(present(_ -> true)::contains);
    }

    private static Optional<IpAddress> only() {
        List<IpAddress> present = present(OwnAddress::mayLeadOut);
        return present.size() == 1 ? Optional.of(present.getFirst()) : Optional.empty();
    }

    /// By the kernel's word for the kind of an interface, which those of plain hardware and veth
    /// lack.
    private static boolean mayLeadOut(NetworkInterface each) {
        Path device = INTERFACES.resolve(each.getName());
        try {
            return Files.readAllLines(device.resolve("uevent")).stream()
                            .noneMatch(line ->
                                    line.startsWith(KIND)
                                            && INWARD.contains(line.substring(KIND.length())))
                    && !Files.exists(device.resolve("tun_flags"));
        } catch (IOException _) {
            // Sysfs is not this network namespace's, or the interface went away meanwhile.
            return true;
        }
    }

    private static List<IpAddress> present(Predicate<NetworkInterface> wanted) {
        List<IpAddress> addresses = new ArrayList<>();
        try {
            for (NetworkInterface each :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (each.isUp() && wanted.test(each)) {
                    each.inetAddresses()
                            .map(address -> IpAddress.of(address.getAddress()))
                            .filter(IpAddress::isRoutable)
                            .forEach(addresses::add);
                }
            }
        } catch (SocketException _) {
            // An interface that went away meanwhile; the next look sees it so.
            return List.of();
        }
        return addresses;
    }
}
