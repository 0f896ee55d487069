package io.vxplan.discovery.gossip;

import io.vxplan.model.FileFailure;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// A UDP socket at one address, with a thread that sends and one that receives. The library
/// interrupts its own threads, and an interrupt in the midst of sending would close the socket.
final class Socket implements AutoCloseable {
    private static final int MAX_WAITING = 2_000;
    private static final Duration AFTER_ERROR = Duration.ofMillis(100);
    private static final Duration FOR_GOOD = Duration.ofSeconds(3);
    private static final Duration TO_THE_LAST = Duration.ofMillis(500);

    private final DatagramChannel channel;
    private final InetSocketAddress own;
    private final BlockingQueue<Outgoing> outgoing = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread sender;
    private volatile boolean closing;

    /// Why the kernel sends nothing, and when it last sent something.
    private volatile String failure = "";

    private volatile long sentAt;

    private record Outgoing(InetSocketAddress to, ByteBuffer datagram) {}

    /// Opened by the thread that calls, and in its network namespace.
    Socket(IpAddress host, int port) throws IOException {
        own = new InetSocketAddress(InetAddress.getByAddress(host.bytes()), port);
        channel =
                DatagramChannel.open(
                        host.family() == Family.IPV4
                                ? StandardProtocolFamily.INET
                                : StandardProtocolFamily.INET6);
        try {
            channel.bind(own);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "can't listen at UDP port %d of %s: %s".formatted(port, host, e.getMessage()),
                    e);
        }
        sender = Thread.ofPlatform().daemon().name("gossip sender").start(this::send);
    }

    InetSocketAddress own() {
        return own;
    }

    /// Why nothing leaves this host. That there is no way to one of many is none.
    Optional<String> deaf() {
        String now = failure;
        boolean lately = System.nanoTime() - sentAt < FOR_GOOD.toNanos();
        return now.isEmpty() || lately
                ? Optional.empty()
                : Optional.of(
                        "nothing can be sent from %s: %s"
                                .formatted(own.getAddress().getHostAddress(), now));
    }

    /// @param hear is told each datagram, and where it is from
    void receive(BiConsumer<byte[], InetSocketAddress> hear) {
        Thread.ofPlatform().daemon().name("gossip receiver").start(() -> receiveAll(hear));
    }

    private void receiveAll(BiConsumer<byte[], InetSocketAddress> hear) {
        ByteBuffer buffer = ByteBuffer.allocate(Envelope.MAX_DATAGRAM + 1);
        while (true) {
            try {
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer.clear());
                byte[] datagram = new byte[buffer.flip().remaining()];
                buffer.get(datagram);
                hear.accept(datagram, from);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                pause(); // of the interface, which may come back
            }
        }
    }

    /// What finds no room is lost, as on its way.
    void send(InetSocketAddress to, byte[] datagram) {
        outgoing.offer(new Outgoing(to, ByteBuffer.wrap(datagram)));
    }

    private void send() {
        while (!closing || !outgoing.isEmpty()) {
            try {
                Outgoing next = outgoing.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    channel.send(next.datagram(), next.to());
                    sentAt = System.nanoTime();
                    failure = "";
                }
            } catch (ClosedChannelException | InterruptedException e) {
                return;
            } catch (IOException e) {
                // No way there now. SWIM asks again.
                failure = FileFailure.reason(e);
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(AFTER_ERROR.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sends what waits, as long as that does not take long.
    @Override
    public void close() {
        closing = true;
        try {
            sender.join(TO_THE_LAST);
            channel.close();
        } catch (IOException e) {
            // It is closed all the same.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
