package io.vxplan.discovery.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.lease.LeaseGrantResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.OptionsUtil;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import io.vxplan.discovery.wire.Counts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A connection to one member of etcd, with the few things that are asked of it. It mends nothing:
/// what fails is thrown, and who gets that makes a new connection. jetcd's own ways to go on are
/// not relied on (docs/adr/0062).
final class Etcd implements AutoCloseable {
    /// Of a reading. What is more under the prefix is not looked at.
    static final int MAX_KEYS = 100_000;

    private static final int PAGE = 500;
    private static final int MAX_MESSAGE = 8 << 20;

    private static final String READ = "read_sent";
    private static final String WRITE = "write_sent";
    private static final String LEASE = "lease_sent";
    private static final String CHANGE = "change_heard";
    private static final String FAILED = "failed";

    /// What is counted: requests, what the watch tells, and what fails of both.
    static final List<String> KINDS = List.of(READ, WRITE, LEASE, CHANGE, FAILED);

    private final Counts counts;
    private final URI endpoint;
    private final EtcdSettings settings;
    private final Client client;

    /// @param revision at which it was so
    /// @param whole where there was not too much
    record Reading(List<Item> items, long revision, boolean whole) {}

    record Lease(long id, Duration ttl) {}

    /// @param basedOn when keys were last written, 0 for one that isn't there; without effect where
    ///   that is not so
    record Write(
            Map<String, Long> basedOn,
            Map<String, String> puts,
            List<String> deletes,
            long lease) {}

    /// Nothing is sent yet.
    ///
    /// @param counts of [#KINDS]
    Etcd(URI endpoint, EtcdSettings settings, Counts counts) throws EtcdException {
        this.counts = counts;
        this.endpoint = endpoint;
        this.settings = settings;
        this.client = Clients.make(endpoint, settings, settings.patience(), MAX_MESSAGE);
    }

    URI endpoint() {
        return endpoint;
    }

    Duration patience() {
        return settings.patience();
    }

    String start() {
        return settings.start();
    }

    /// All keys, as they were at one moment, by a majority of the members.
    Reading read() throws EtcdException {
        List<Item> items = new ArrayList<>();
        ByteSequence from = bytes(start());
        ByteSequence end = OptionsUtil.prefixEndOf(from);
        long revision = 0;
        int page = PAGE;
        while (items.size() < MAX_KEYS) {
            GetOption option =
                    GetOption.builder()
                            .withRange(end)
                            .withRevision(revision)
                            .withLimit(page)
                            .build();
            GetResponse response;
            try {
                response = get(READ, "read " + start(), client.getKVClient().get(from, option));
            } catch (EtcdException.TooMuch e) {
                // Somebody put values of megabytes there.
                page = shorter(page, e);
                continue;
            }
            revision = response.getHeader().getRevision();
            response.getKvs().forEach(kv -> items.add(item(kv)));
            if (!response.isMore()) {
                return new Reading(items, revision, true);
            }
            from = after(response.getKvs().getLast().getKey());
        }
        return new Reading(items, revision, false);
    }

    private static int shorter(int page, EtcdException e) throws EtcdException {
        if (page == 1) {
            throw e;
        }
        return page / 2;
    }

    private static ByteSequence after(ByteSequence key) {
        return key.concat(ByteSequence.from(new byte[1]));
    }

    /// Tells of what becomes different, on a thread of jetcd's.
    ///
    /// @param from the first revision of which to tell
    /// @param broken takes why nothing more is told
    void watch(long from, Consumer<List<Item>> changed, Consumer<EtcdException> broken) {
        WatchOption option =
                WatchOption.builder()
                        .isPrefix(true)
                        .withRevision(from)
                        // A member that lost the others would tell nothing, and not say so.
                        .withRequireLeader(true)
                        .build();
        Watch.Listener listener =
                Watch.listener(
                        (WatchResponse response) -> {
                            counts.add(CHANGE);
                            changed.accept(items(response));
                        },
                        error -> broken.accept(exception("watch " + start(), error)),
                        () -> broken.accept(said("watch " + start(), "the watch ended")));
        client.getWatchClient().watch(bytes(start()), option, listener);
    }

    private static List<Item> items(WatchResponse response) {
        return response.getEvents().stream().map(Etcd::item).toList();
    }

    private static Item item(WatchEvent event) {
        return switch (event.getEventType()) {
            case PUT -> item(event.getKeyValue());
            case DELETE, UNRECOGNIZED ->
                    new Item(
                            text(event.getKeyValue().getKey()),
                            Optional.empty(),
                            0,
                            event.getKeyValue().getModRevision());
        };
    }

    private static Item item(KeyValue kv) {
        return new Item(
                text(kv.getKey()),
                Optional.of(text(kv.getValue())),
                kv.getLease(),
                kv.getModRevision());
    }

    Lease grant() throws EtcdException {
        LeaseGrantResponse response =
                get(
                        LEASE,
                        "get a lease",
                        client.getLeaseClient().grant(settings.leaseTtl().toSeconds()));
        return new Lease(response.getID(), Duration.ofSeconds(response.getTTL()));
    }

    /// @return false where etcd knows no such lease, or it ran out
    boolean renew(long lease) throws EtcdException {
        try {
            get(LEASE, "renew the lease", client.getLeaseClient().keepAliveOnce(lease));
            return true;
        } catch (EtcdException.NotFound e) {
            return false;
        }
    }

    void revoke(long lease) throws EtcdException {
        try {
            get(LEASE, "revoke the lease", client.getLeaseClient().revoke(lease));
        } catch (EtcdException.NotFound e) {
            // It ran out, so all is as it is to be.
            return;
        }
    }

    /// Writes all or nothing.
    ///
    /// @return the revision; empty where it rests on what is no longer so
    OptionalLong write(Write write) throws EtcdException {
        Cmp[] conditions =
                write.basedOn().entrySet().stream()
                        .map(seen ->
                                new Cmp(
                                        bytes(seen.getKey()),
                                        Cmp.Op.EQUAL,
                                        CmpTarget.modRevision(seen.getValue())))
                        .toArray(Cmp[]::new);
        List<Op> ops = new ArrayList<>();
        PutOption leased = PutOption.builder().withLeaseId(write.lease()).build();
        write.puts().forEach((key, value) -> ops.add(Op.put(bytes(key), bytes(value), leased)));
        write.deletes().forEach(key -> ops.add(Op.delete(bytes(key), DeleteOption.DEFAULT)));
        TxnResponse response =
                get(
                        WRITE,
                        "write under " + start(),
                        client.getKVClient()
                                .txn()
                                .If(conditions)
                                .Then(ops.toArray(Op[]::new))
                                .commit());
        return response.isSucceeded()
                ? OptionalLong.of(response.getHeader().getRevision())
                : OptionalLong.empty();
    }

    private <T> T get(String kind, String what, CompletableFuture<T> answer) throws EtcdException {
        counts.add(kind);
        try {
            return answer.get(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw said(what, "no answer in " + patience().toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw said(what, "interrupted");
        } catch (ExecutionException e) {
            throw exception(what, e.getCause() == null ? e : e.getCause());
        }
    }

    private EtcdException exception(String what, Throwable error) {
        counts.add(FAILED);
        Failure failure = Failure.of(error);
        String message = message(what, failure.reason());
        return switch (failure.kind()) {
            case NOT_FOUND -> new EtcdException.NotFound(message);
            case TOO_MUCH -> new EtcdException.TooMuch(message);
            case OTHER -> new EtcdException(message);
        };
    }

    private EtcdException said(String what, String why) {
        counts.add(FAILED);
        return new EtcdException(message(what, why));
    }

    private String message(String what, String why) {
        return "etcd at %s: can't %s: %s".formatted(endpoint, what, why);
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    private static String text(ByteSequence bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
