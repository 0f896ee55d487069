package io.vxplan.discovery.etcd;

import io.vxplan.discovery.etcd.Claims.Claim;
import io.vxplan.discovery.etcd.Registry.Folder;
import io.vxplan.discovery.state.Stack;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// With one member of etcd, over one connection, until something fails. For one thread.
///
/// Who is absent has left only if etcd still knows this host's own lease. An etcd that was stopped,
/// or lost its data, or slept until all leases had run out, says as little of the others as of us.
final class Conversation {
    /// Against others that write at the same moment.
    private static final int ATTEMPTS = 4;

    private final Etcd etcd;
    private final Memory memory;
    private final Registry registry;
    private final BlockingQueue<Turn> turns;
    private final InstantSource clock;

    private long renewAt;

    /// The keys are still to be put under the lease.
    private boolean unclaimed;

    /// The revision of our last writing, of which the watch has not told yet; 0 for none.
    private long awaited;

    private long awaitedSince;

    Conversation(Etcd etcd, Memory memory, BlockingQueue<Turn> turns, InstantSource clock) {
        this.etcd = etcd;
        this.memory = memory;
        this.registry = memory.registry();
        this.turns = turns;
        this.clock = clock;
    }

    void begin() throws EtcdException {
        holdLease();
        long revision = readAll();
        etcd.watch(
                revision + 1,
                items -> add(new Turn.Changed(this, items)),
                why -> add(new Turn.Broken(this, why)));
        claim(true);
    }

    /// Waits for room, and then etcd waits for us.
    private void add(Turn turn) {
        try {
            turns.put(turn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns when it is closed.
    void goOn() throws EtcdException, InterruptedException {
        while (true) {
            // However much is told meanwhile.
            if (System.nanoTime() - renewAt >= 0) {
                renew();
            }
            Turn turn = turns.poll(renewAt - System.nanoTime(), TimeUnit.NANOSECONDS);
            switch (turn) {
                case null -> {
                    continue;
                }
                case Turn.Announce announce -> announce(announce);
                case Turn.Changed changed -> changed(changed);
                case Turn.Broken broken -> broken(broken);
                case Turn.Close _ -> {
                    leave();
                    return;
                }
            }
            if (unclaimed) {
                claim(false);
            }
        }
    }

    private void renew() throws EtcdException {
        if (awaited != 0 && System.nanoTime() - awaitedSince > etcd.patience().toNanos()) {
            throw new EtcdException("etcd at %s: the watch is silent".formatted(etcd.endpoint()));
        }
        holdLease();
    }

    private void announce(Turn.Announce announce) throws EtcdException {
        memory.want(announce.own());
        try {
            holdLease();
            readAll();
            claim(true);
            announce.done().complete(Optional.empty());
        } catch (EtcdException e) {
            announce.done().complete(Optional.of(String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private void changed(Turn.Changed changed) throws EtcdException {
        if (changed.of() != this) {
            return;
        }
        if (changed.items().stream().anyMatch(item -> item.revision() >= awaited)) {
            awaited = 0;
        }
        tell(registry.apply(changed.items()));
        unclaimed |= claims().isAnyMissing(memory.wanted());
    }

    private void broken(Turn.Broken broken) throws EtcdException {
        if (broken.of() == this) {
            throw broken.why();
        }
    }

    private void leave() throws EtcdException {
        if (memory.lease().isPresent()) {
            etcd.revoke(memory.lease().get().id());
        }
    }

    /// A lease of which etcd does not know any more is replaced.
    private void holdLease() throws EtcdException {
        if (memory.lease().isEmpty() || !etcd.renew(memory.lease().get().id())) {
            memory.begin(etcd.grant());
            unclaimed = true;
        }
        Duration third = memory.lease().orElseThrow().ttl().dividedBy(3);
        renewAt = System.nanoTime() + third.toNanos();
    }

    /// @return the revision up to which all is known
    private long readAll() throws EtcdException {
        memory.forgetRefused();
        Etcd.Reading reading = etcd.read();
        if (reading.whole()) {
            tell(registry.replace(reading.items(), reading.revision()));
        } else {
            memory.refused(
                    etcd.start(),
                    "more than %,d keys are there; the others are not looked at"
                            .formatted(Etcd.MAX_KEYS));
            // Who is not among those that were read may be among the others.
            registry.apply(reading.items());
            tell(registry.names());
        }
        return reading.revision();
    }

    private void tell(SortedSet<String> folders) throws EtcdException {
        List<String> absent = new ArrayList<>();
        for (String name : folders) {
            Folder folder = registry.folder(name);
            if (isOurs(folder) || folder.registration().isEmpty()) {
                absent.add(name);
            } else {
                hear(name, folder);
            }
        }
        absent.removeIf(name -> !memory.isTold(name));
        if (!absent.isEmpty()) {
            holdLease();
            absent.forEach(memory::leave);
        }
    }

    private boolean isOurs(Folder folder) {
        return folder.registration()
                .filter(registration -> registration.lease() == lease())
                .isPresent();
    }

    private void hear(String name, Folder folder) {
        try {
            Stack stack = StackKeys.read(name, folder);
            if (!memory.isOwn(stack)) {
                memory.hear(name, stack);
            }
        } catch (IllegalArgumentException e) {
            // It is not said to have left: who wrote this need not be who is registered there.
            memory.refused(etcd.start() + name, String.valueOf(e.getMessage()));
        }
    }

    private long lease() {
        return memory.lease().map(Etcd.Lease::id).orElse(0L);
    }

    private Claims claims() {
        return new Claims(registry, lease());
    }

    /// @param seen whether those that stand there already say once more when they were seen
    private void claim(boolean seen) throws EtcdException {
        unclaimed = false;
        List<Claim> decided = claims().decide(memory.wanted());
        for (int attempt = 1; attempt < ATTEMPTS && !carryOut(decided, seen); attempt++) {
            readAll();
            decided = claims().decide(memory.wanted());
        }
        for (Claim claim : decided) {
            if (claim instanceof Claim.Taken(Stack stack, String holder)) {
                memory.refused(
                        holder,
                        "it has registered " + stack.key() + ", which this host announces as well");
            }
        }
    }

    /// @return false where etcd has become another than that on which it was decided
    private boolean carryOut(List<Claim> decided, boolean seen) throws EtcdException {
        for (Claim claim : decided) {
            if (claim instanceof Claim.Take take && !write(take, seen)) {
                return false;
            }
        }
        for (String name : claims().leftovers(decided)) {
            Collection<String> fields = registry.folder(name).fields().keySet();
            Map.Entry<String, Long> basedOn = registry.registrationAt(name);
            if (!write(Map.ofEntries(basedOn), name, Map.of(), fields)) {
                return false;
            }
        }
        return true;
    }

    private boolean write(Claim.Take take, boolean seen) throws EtcdException {
        boolean done = claims().isDone(take);
        if (done && !seen) {
            return true;
        }
        SortedMap<String, String> puts = done ? new TreeMap<>() : StackKeys.fields(take.stack());
        puts.put(StackKeys.LAST_SEEN, clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        List<String> deletes =
                registry.folder(take.folder()).fields().keySet().stream()
                        .filter(field -> !done && !puts.containsKey(field))
                        .toList();
        return write(take.basedOn(), take.folder(), puts, deletes);
    }

    private boolean write(
            Map<String, Long> basedOn,
            String folder,
            Map<String, String> puts,
            Collection<String> deletes)
            throws EtcdException {
        Map<String, String> keys = new TreeMap<>();
        puts.forEach((field, value) -> keys.put(registry.key(folder, field), value));
        List<String> gone = deletes.stream().map(field -> registry.key(folder, field)).toList();
        OptionalLong revision = etcd.write(new Etcd.Write(basedOn, keys, gone, lease()));
        revision.ifPresent(at -> {
            awaited = at;
            awaitedSince = System.nanoTime();
            List<Item> items = new ArrayList<>();
            keys.forEach((key, value) -> items.add(new Item(key, Optional.of(value), lease(), at)));
            gone.forEach(key -> items.add(new Item(key, Optional.empty(), 0, at)));
            registry.apply(items);
        });
        return revision.isPresent();
    }
}
