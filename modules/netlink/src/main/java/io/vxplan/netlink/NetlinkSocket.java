package io.vxplan.netlink;

import io.vxplan.netlink.message.Acknowledgement;
import io.vxplan.netlink.message.Body;
import io.vxplan.netlink.message.NetlinkMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/// A socket of rtnetlink, or of nfnetlink. It stays in the network namespace in which it was
/// opened, whichever thread uses it. One thread at a time.
public final class NetlinkSocket implements AutoCloseable {
    private static final int REQUEST = 1;
    private static final short REQUEST_ACKNOWLEDGED = REQUEST | 4;
    private static final int FLAGS_OFFSET = 6;

    /// Errors of one batch wait in the socket's buffer until we read them. A default one holds some
    /// 300, and in a user namespace we may not have a larger one.
    private static final int BATCH = 128;

    private static final int BATCH_BYTES = 64 << 10;

    /// More than the longest request, for an attribute has 16 bits for its length.
    private static final int REQUEST_BYTES = 128 << 10;

    /// The kernel fills up to 32 KiB at once in dumps; a single link with many virtual functions
    /// may be longer.
    private static final int RECEIVE_BYTES = 1 << 20;

    /// Tables are told of in pieces of a page.
    private static final int RECEIVE_TABLES_BYTES = 64 << 10;

    private static final int DUMP_ATTEMPTS = 20;

    private final int descriptor;
    private final ByteBuffer out = LibC.buffer(BATCH_BYTES + REQUEST_BYTES);
    private final ByteBuffer in;
    private final Pointer outPointer = LibC.pointer(out);
    private final Pointer inPointer;
    private int sequence;

    private NetlinkSocket(int descriptor, int receiveBytes) {
        this.descriptor = descriptor;
        this.in = LibC.buffer(receiveBytes);
        this.inPointer = LibC.pointer(in);
    }

    /// Opens a socket in the network namespace of this thread.
    public static NetlinkSocket open() throws NetlinkException {
        return open(LibC.NETLINK_ROUTE, RECEIVE_BYTES);
    }

    /// The same for tables of nftables, which are only read.
    public static NetlinkSocket openForTables() throws NetlinkException {
        return open(LibC.NETLINK_NETFILTER, RECEIVE_TABLES_BYTES);
    }

    private static NetlinkSocket open(int protocol, int receiveBytes) throws NetlinkException {
        int descriptor =
                LibC.CALLS.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, protocol);
        if (descriptor < 0) {
            throw NetlinkException.ofLastCall("open a netlink socket");
        }
        SocketOptions.set(descriptor);
        return new NetlinkSocket(descriptor, receiveBytes);
    }

    /// Carries out requests in their order.
    ///
    /// They are sent in batches, and the kernel goes on with a batch when one of its requests
    /// fails. Where one must not be carried out unless those before succeeded, call this for each.
    ///
    /// @throws NetlinkException for the first that failed, with what became of the others; no batch
    ///   after that was sent
    public void request(List<Request> requests) throws IOException {
        int done = 0;
        while (done < requests.size()) {
            int count = writeBatch(requests, done);
            send();
            awaitBatch(done, count);
            done += count;
        }
    }

    /// Carries out one request, and waits for its answer.
    ///
    /// @throws NetlinkException where the kernel refuses it
    public void request(Request request) throws IOException {
        request(List.of(request));
    }

    /// Only the last asks for an acknowledgement: errors are reported without asking, and one
    /// acknowledgement for each costs a third more.
    private int writeBatch(List<Request> requests, int from) {
        out.clear();
        int count = 0;
        int last = 0;
        while (from + count < requests.size() && count < BATCH && out.position() < BATCH_BYTES) {
            last = out.position();
            write(requests.get(from + count));
            count++;
        }
        out.putShort(
                last + FLAGS_OFFSET,
                (short) (out.getShort(last + FLAGS_OFFSET) | REQUEST_ACKNOWLEDGED));
        return count;
    }

    private void write(Request request) {
        sequence++;
        new NetlinkMessage(request.type(), request.flags() | REQUEST, sequence, 0, request.body())
                .write(out);
    }

    /// Reads until the last of the batch is answered.
    private void awaitBatch(int done, int count) throws IOException {
        int last = sequence;
        int first = last - count + 1;
        List<Integer> refused = new ArrayList<>();
        @Nullable Acknowledgement failure = null;
        boolean answered = false;
        while (!answered) {
            for (NetlinkMessage message : receive()) {
                int index = message.sequence() - first;
                if (index < 0 || !(message.body() instanceof Acknowledgement answer)) {
                    continue; // late, for a request that was given up
                }
                if (answer.errno() != 0) {
                    refused.add(done + index);
                    failure = failure == null ? answer : failure;
                }
                answered |= message.sequence() == last;
            }
        }
        if (failure != null) {
            throw NetlinkException.of(
                    failure, new NetlinkException.Refusal(List.copyOf(refused), done + count));
        }
    }

    /// Everything that the kernel tells about in answer to a dump. A dump in which something
    /// changed meanwhile may lack things that are there, so it is thrown away and asked for again.
    public List<Body> dump(Request request) throws IOException {
        return dump(request, _ -> true);
    }

    /// The same, without what is not wanted: that is not kept for a moment, however much it is.
    public List<Body> dump(Request request, Predicate<Body> wanted) throws IOException {
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            Optional<List<Body>> dump = tryDump(request, wanted);
            if (dump.isPresent()) {
                return dump.get();
            }
        }
        throw new NetlinkException(
                "read the kernel's tables",
                Errno.EINTR.number(),
                "they changed during each of " + DUMP_ATTEMPTS + " attempts",
                Optional.empty());
    }

    private Optional<List<Body>> tryDump(Request request, Predicate<Body> wanted)
            throws IOException {
        out.clear();
        write(request);
        send();
        List<Body> bodies = new ArrayList<>();
        boolean interrupted = false;
        while (true) {
            for (NetlinkMessage message : receive()) {
                if (message.sequence() != sequence) {
                    continue;
                }
                interrupted |= (message.flags() & NetlinkMessage.INTERRUPTED) != 0;
                if (!(message.body() instanceof Acknowledgement end)) {
                    if (wanted.test(message.body())) {
                        bodies.add(message.body());
                    }
                } else if (end.errno() != 0) {
                    throw NetlinkException.of(end);
                } else {
                    return interrupted ? Optional.empty() : Optional.of(bodies);
                }
            }
        }
    }

    /// The one thing that is asked for.
    public Body get(Request request) throws IOException {
        out.clear();
        write(request);
        send();
        while (true) {
            for (NetlinkMessage message : receive()) {
                if (message.sequence() != sequence) {
                    continue;
                }
                if (message.body() instanceof Acknowledgement failure) {
                    throw NetlinkException.of(failure);
                }
                return message.body();
            }
        }
    }

    private void send() throws NetlinkException {
        while (LibC.CALLS.send(descriptor, outPointer, out.position(), 0) < 0) {
            if (LibC.errno() != Errno.EINTR.number()) {
                throw NetlinkException.ofLastCall("send to the kernel");
            }
        }
    }

    private List<NetlinkMessage> receive() throws IOException {
        long length = LibC.CALLS.recv(descriptor, inPointer, in.capacity(), LibC.MSG_TRUNC);
        while (length < 0 && LibC.errno() == Errno.EINTR.number()) {
            length = LibC.CALLS.recv(descriptor, inPointer, in.capacity(), LibC.MSG_TRUNC);
        }
        if (length < 0) {
            throw NetlinkException.ofLastCall("read the kernel's answer");
        }
        if (length > in.capacity()) {
            throw new NetlinkException(
                    "read the kernel's answer of " + length + " bytes",
                    Errno.EMSGSIZE.number(),
                    "",
                    Optional.empty());
        }
        return NetlinkMessage.readAll(in.clear().limit((int) length));
    }

    @Override
    public void close() {
        LibC.CALLS.close(descriptor);
    }
}
