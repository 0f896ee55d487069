package io.vxplan.netlink;

import io.vxplan.netlink.message.MalformedMessageException;
import io.vxplan.netlink.message.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import jnr.ffi.Pointer;

/// A socket on which the kernel tells what changes in a network namespace: links, FDB entries,
/// neighbours, addresses and routes, and tables of nftables, whoever changes them, this process
/// too. It stays in the namespace in which it was opened. One thread reads, any may close.
///
/// What goes along with something else may go in silence: so do the IPv4 routes of a link that goes
/// down. Sysctls are not told of.
public final class NetlinkMonitor implements AutoCloseable {
    /// `RTNLGRP_*` of linux/rtnetlink.h: LINK, NEIGH, IPV4_IFADDR, IPV4_ROUTE, IPV6_IFADDR,
    /// IPV6_ROUTE.
    private static final List<Integer> GROUPS = List.of(1, 3, 5, 7, 9, 11);

    /// `NFNLGRP_NFTABLES` of linux/netfilter/nfnetlink.h.
    private static final List<Integer> TABLES = List.of(7);

    /// `struct sockaddr_nl`.
    private static final int ADDRESS_BYTES = 12;

    /// `struct pollfd`.
    private static final int POLL_BYTES = 8;

    /// The kernel takes memory for it as messages wait, twice as much at most. Some thousands fit.
    private static final int RECEIVE_BUFFER = 1 << 20;

    /// Longer than any but a route with thousands of next hops.
    private static final int RECEIVE_BYTES = 64 << 10;

    private final List<Integer> sockets;
    private final int waker;
    private final ByteBuffer in = LibC.buffer(RECEIVE_BYTES);
    private final Pointer inPointer = LibC.pointer(in);
    private final Pointer pollPointer;
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicBoolean isClosing = new AtomicBoolean();

    private NetlinkMonitor(List<Integer> sockets, int waker) {
        this.sockets = List.copyOf(sockets);
        this.waker = waker;
        ByteBuffer poll = LibC.buffer((sockets.size() + 1) * POLL_BYTES);
        sockets.forEach(socket -> poll.putInt(socket).putShort(LibC.POLLIN).putShort((short) 0));
        poll.putInt(waker).putShort(LibC.POLLIN);
        this.pollPointer = LibC.pointer(poll);
    }

    /// Opens sockets in the network namespace of this thread. From now on it misses nothing without
    /// saying so.
    public static NetlinkMonitor open() throws NetlinkException {
        List<Integer> sockets = new ArrayList<>();
        try {
            sockets.add(subscribed(LibC.NETLINK_ROUTE, GROUPS));
            tables().ifPresent(sockets::add);
            int waker = LibC.CALLS.eventfd(0, LibC.EFD_CLOEXEC);
            if (waker < 0) {
                throw NetlinkException.ofLastCall("make an eventfd");
            }
            return new NetlinkMonitor(sockets, waker);
        } catch (NetlinkException e) {
            sockets.forEach(LibC.CALLS::close);
            throw e;
        }
    }

    /// Not every kernel has tables, and not everybody is told of them, as of routes.
    private static Optional<Integer> tables() {
        try {
            return Optional.of(subscribed(LibC.NETLINK_NETFILTER, TABLES));
        } catch (NetlinkException _) {
            return Optional.empty();
        }
    }

    private static int subscribed(int protocol, List<Integer> groups) throws NetlinkException {
        int socket =
                LibC.CALLS.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, protocol);
        if (socket < 0) {
            throw NetlinkException.ofLastCall("open a netlink socket");
        }
        try {
            subscribe(socket, groups);
            return socket;
        } catch (NetlinkException e) {
            LibC.CALLS.close(socket);
            throw e;
        }
    }

    private static void subscribe(int socket, List<Integer> groups) throws NetlinkException {
        SocketOptions.setReceiveBuffer(socket, RECEIVE_BUFFER);
        // Family and padding, our port (the kernel gives one; without one nothing is told), groups.
        int mask = groups.stream().mapToInt(group -> 1 << (group - 1)).sum();
        ByteBuffer address =
                LibC.buffer(ADDRESS_BYTES).putInt(LibC.AF_NETLINK).putInt(0).putInt(mask);
        if (LibC.CALLS.bind(socket, LibC.pointer(address), ADDRESS_BYTES) != 0) {
            throw NetlinkException.ofLastCall("listen for what changes");
        }
    }

    /// What the kernel tells.
    public sealed interface Notice {
        /// Something changed. The type of a message says whether it is there (`RTM_NEW*`) or gone
        /// (`RTM_DEL*`).
        record Told(List<NetlinkMessage> messages) implements Notice {}

        /// Something changed that can't be told, mostly since changes came faster than they were
        /// read. Anything may be different now: look at everything.
        record Missed() implements Notice {}
    }

    /// Waits for what the kernel tells next; empty once this is closed.
    public Optional<Notice> next() throws NetlinkException {
        reading.lock();
        try {
            while (!isClosing.get()) {
                long length = receive();
                if (length >= 0) {
                    return Optional.of(notice(length));
                }
                int errno = LibC.errno();
                if (errno == Errno.ENOBUFS.number()) {
                    skip();
                    return Optional.of(new Notice.Missed());
                }
                if (errno == Errno.EAGAIN.number()) {
                    await();
                } else if (errno != Errno.EINTR.number()) {
                    throw NetlinkException.ofLastCall("read what changed");
                }
            }
            return Optional.empty();
        } finally {
            reading.unlock();
        }
    }

    /// Passes over all that was told up to now, for one who is about to look at everything.
    ///
    /// After it had no room left the kernel says so once, and drops all further messages in silence
    /// until its buffer was read empty. So whoever looks before that may miss what comes after.
    public void skip() throws NetlinkException {
        reading.lock();
        try {
            while (!isClosing.get()) {
                if (receive() < 0) {
                    int errno = LibC.errno();
                    if (errno == Errno.EAGAIN.number()) {
                        return;
                    }
                    if (errno != Errno.ENOBUFS.number() && errno != Errno.EINTR.number()) {
                        throw NetlinkException.ofLastCall("read what changed");
                    }
                }
            }
        } finally {
            reading.unlock();
        }
    }

    /// From the first that has something to tell.
    private long receive() {
        long length = -1;
        for (int socket : sockets) {
            length =
                    LibC.CALLS.recv(
                            socket, inPointer, RECEIVE_BYTES, LibC.MSG_TRUNC | LibC.MSG_DONTWAIT);
            if (length >= 0 || LibC.errno() != Errno.EAGAIN.number()) {
                return length;
            }
        }
        return length;
    }

    private Notice notice(long length) {
        if (length > RECEIVE_BYTES) {
            return new Notice.Missed();
        }
        try {
            return new Notice.Told(NetlinkMessage.readAll(in.clear().limit((int) length)));
        } catch (MalformedMessageException e) {
            return new Notice.Missed(); // something did change
        }
    }

    /// Until there is something to read, or this is closed.
    private void await() throws NetlinkException {
        if (LibC.CALLS.poll(pollPointer, sockets.size() + 1, -1) < 0
                && LibC.errno() != Errno.EINTR.number()) {
            throw NetlinkException.ofLastCall("wait for what changes");
        }
    }

    /// Ends what waits in [#next].
    @Override
    public void close() {
        if (isClosing.getAndSet(true)) {
            return;
        }
        LibC.CALLS.write(waker, LibC.pointer(LibC.buffer(Long.BYTES).putLong(1)), Long.BYTES);
        // Their numbers are given to others at once, so nobody may be using them.
        reading.lock();
        try {
            sockets.forEach(LibC.CALLS::close);
            LibC.CALLS.close(waker);
        } finally {
            reading.unlock();
        }
    }
}
