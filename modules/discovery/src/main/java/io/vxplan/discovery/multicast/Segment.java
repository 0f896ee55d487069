package io.vxplan.discovery.multicast;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/// The sockets at one place: one that hears the group, one that speaks to it.
///
/// They are two, since what is bound to the group's address hears nothing else, and can't have an
/// address to speak from. And others believe a stranger only what comes from its own address.
final class Segment implements AutoCloseable {
    /// For a crowd that answers all at once. The kernel gives as much of it as it allows.
    private static final int RECEIVE_BUFFER = 1 << 20;

    private final DatagramChannel in;
    private final DatagramChannel out;
    private final InetSocketAddress group;

    private Segment(DatagramChannel in, DatagramChannel out, InetSocketAddress group) {
        this.in = in;
        this.out = out;
        this.group = group;
    }

    static Segment open(Place place, MulticastSettings settings) throws IOException {
        NetworkInterface link = NetworkInterface.getByIndex(place.index());
        if (link == null) {
            throw new IOException("interface " + place.name() + " is gone");
        }
        InetSocketAddress group =
                new InetSocketAddress(scoped(settings.group(), link), settings.port());
        DatagramChannel in = channel(settings.group().family());
        DatagramChannel out = channel(settings.group().family());
        Segment segment = new Segment(in, out, group);
        try {
            segment.listen(link);
            segment.speak(link, place.from(), settings);
            return segment;
        } catch (IOException e) {
            segment.close();
            throw new IOException(
                    "multicast group %s port %d on %s, from %s: %s"
                            .formatted(
                                    settings.group(),
                                    settings.port(),
                                    place.name(),
                                    place.from(),
                                    e.getMessage()),
                    e);
        }
    }

    private static DatagramChannel channel(Family family) throws IOException {
        try {
            return DatagramChannel.open(
                    family == Family.IPV4
                            ? StandardProtocolFamily.INET
                            : StandardProtocolFamily.INET6);
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    "no interface had an IPv6 address when this program started, so Java does without IPv6; start it again",
                    e);
        }
    }

    /// Groups of link scope, ff02::/16, are only bound and sent to with the link.
    private static InetAddress scoped(IpAddress group, NetworkInterface link) throws IOException {
        return group.family() == Family.IPV4
                ? InetAddress.getByAddress(group.bytes())
                : Inet6Address.getByAddress(null, group.bytes(), link.getIndex());
    }

    /// Several daemons may do so: each gets each datagram. Other programs may have asked for their
    /// port by either of the two options, and the kernel wants to hear the same from all.
    private void listen(NetworkInterface link) throws IOException {
        in.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        in.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        in.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        in.bind(group);
        in.join(group.getAddress(), link);
    }

    private void speak(NetworkInterface link, IpAddress from, MulticastSettings settings)
            throws IOException {
        if (from.family() == settings.group().family()) {
            out.bind(new InetSocketAddress(InetAddress.getByAddress(from.bytes()), 0));
        }
        out.configureBlocking(false); // else an interrupted thread that sends closes it
        out.setOption(StandardSocketOptions.IP_MULTICAST_IF, link);
        out.setOption(StandardSocketOptions.IP_MULTICAST_TTL, settings.ttl());
        out.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
    }

    void send(ByteBuffer datagram) throws IOException {
        try {
            out.send(datagram.duplicate(), group);
        } catch (IOException e) {
            throw new IOException("send to %s: %s".formatted(group, e.getMessage()), e);
        }
    }

    /// Waits for a datagram.
    ///
    /// @return who sent it
    InetSocketAddress receive(ByteBuffer buffer) throws IOException {
        return (InetSocketAddress) in.receive(buffer);
    }

    /// Whether what comes from there is what we sent.
    boolean isFrom(InetSocketAddress source) throws IOException {
        return source.equals(out.getLocalAddress());
    }

    @Override
    public void close() {
        try (in;
                out) {
            // both, whatever becomes of the first
        } catch (IOException e) {
            // nothing is lost: they hold nothing that is not sent
        }
    }
}
