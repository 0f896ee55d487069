package io.vxplan.discovery.gossip;

import io.scalecube.cluster.transport.api.Message;
import io.scalecube.cluster.transport.api.Transport;
import io.vxplan.discovery.Discovery.Listener;
import io.vxplan.discovery.state.Stack.Endpoint;
import io.vxplan.discovery.wire.Counts;
import io.vxplan.discovery.wire.MessageException;
import io.vxplan.discovery.wire.Refusals;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// The library's messages as datagrams. It gets none that [Handshake] does not believe.
final class SealedTransport implements Transport {
    private static final String REFUSED = "refused";

    private final Socket socket;
    private final Seeds seeds;
    private final Gate gate;
    private final Listener listener;
    private final Counts counts;
    private final Lock lock = new ReentrantLock();
    private final Handshake handshake;
    private final Refusals refusals;
    private final Bundles bundles = new Bundles(this::say);
    private volatile boolean stopped;

    /// To each of the library's parts; who does not follow loses some. Fed by the receiver only.
    private final Sinks.Many<Message> messages = Sinks.many().multicast().directBestEffort();

    SealedTransport(
            Socket socket,
            Optional<Secret> key,
            Seeds seeds,
            Gate gate,
            Listener listener,
            Counts counts) {
        this.counts = counts;
        this.socket = socket;
        this.seeds = seeds;
        this.gate = gate;
        this.listener = listener;
        this.handshake = new Handshake(key, System.nanoTime());
        this.refusals = new Refusals(System.nanoTime());
    }

    /// What is counted: messages in datagrams, without those that only shake hands.
    static List<String> kinds() {
        return Stream.concat(
                        Stream.of(REFUSED),
                        Stream.of(Word.values())
                                .filter(word -> word != Word.NEWS)
                                .flatMap(word -> Stream.of(word.sent(), word.heard())))
                .toList();
    }

    /// As members write it.
    static String text(InetSocketAddress address) {
        return new Endpoint(ip(address), address.getPort()).toString();
    }

    private static IpAddress ip(InetSocketAddress address) {
        return IpAddress.of(address.getAddress().getAddress());
    }

    @Override
    public String address() {
        return text(socket.own());
    }

    @Override
    public Mono<Transport> start() {
        return Mono.fromSupplier(() -> {
            socket.receive(this::hear);
            return this;
        });
    }

    @Override
    public Mono<Void> stop() {
        return Mono.fromRunnable(() -> {
            stopped = true;
            bundles.send();
            socket.close();
            messages.tryEmitComplete();
        });
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public Mono<Void> send(String address, Message message) {
        return Mono.fromCallable(() -> {
            if (message.qualifier().equals(Word.GOSSIP.qualifier())) {
                bundles.add(address, message);
            } else {
                post(at(address), message);
            }
            return null;
        });
    }

    @Override
    public Mono<Message> requestResponse(String address, Message request) {
        return Mono.create(answer -> {
            try {
                InetSocketAddress to = at(address);
                String from = text(to);
                Disposable waiting =
                        listen().filter(message ->
                                        request.correlationId().equals(message.correlationId())
                                                && from.equals(message.sender()))
                                .take(1)
                                .subscribe(answer::success, answer::error, answer::success);
                answer.onDispose(waiting);
                post(to, request);
            } catch (IOException e) {
                answer.error(e);
            }
        });
    }

    @Override
    public Flux<Message> listen() {
        return messages.asFlux();
    }

    private InetSocketAddress at(String address) throws IOException {
        return seeds.at(address).orElseThrow(() -> new IOException("no address of " + address));
    }

    private void post(InetSocketAddress to, Message message) throws IOException {
        byte[] json = MessageJson.write(message);
        if (json.length > Envelope.MAX_PAYLOAD) {
            throw new IOException(
                    "%s has %,d bytes, and %,d is the most"
                            .formatted(message.qualifier(), json.length, Envelope.MAX_PAYLOAD));
        }
        Word.of(message.qualifier()).ifPresent(word -> say(to, word, json));
    }

    private void say(String to, List<Message> gossip) {
        seeds.at(to).ifPresent(address -> say(address, Word.GOSSIP, MessageJson.write(gossip)));
    }

    private void say(InetSocketAddress to, Word word, byte[] json) {
        counts.add(word.sent());
        lock.lock();
        try {
            socket.send(to, handshake.send(to, ByteBuffer.wrap(json), System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    private void hear(byte[] datagram, InetSocketAddress from) {
        try {
            Optional<ByteBuffer> payload = open(datagram, from);
            if (payload.isPresent()) {
                byte[] json = new byte[payload.get().remaining()];
                payload.get().get(json);
                MessageJson.read(json, text(from), gate, System.nanoTime()).ifPresent(this::emit);
            }
        } catch (MessageException e) {
            counts.add(REFUSED);
            refusals.tell(e.reason(), System.nanoTime())
                    .ifPresent(why -> listener.refused(ip(from).toString(), why));
        }
    }

    private void emit(Message message) {
        Word.of(message.qualifier()).map(Word::heard).ifPresent(counts::add);
        messages.tryEmitNext(message);
    }

    private Optional<ByteBuffer> open(byte[] datagram, InetSocketAddress from)
            throws MessageException {
        lock.lock();
        try {
            Handshake.Opened opened = handshake.hear(datagram, from, System.nanoTime());
            opened.replies().forEach(reply -> socket.send(from, reply));
            return opened.payload();
        } finally {
            lock.unlock();
        }
    }
}
