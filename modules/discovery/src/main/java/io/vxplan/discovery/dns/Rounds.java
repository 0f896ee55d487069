package io.vxplan.discovery.dns;

import io.vxplan.discovery.Discovery.Listener;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.wire.Counts;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.xbill.DNS.Name;

/// What is done in each interval: our own stacks are renewed, the others read, the dead removed.
/// One thread.
final class Rounds {
    private final DnsSettings settings;
    private final Listener listener;
    private final Clock clock;
    private final Counts counts;
    private final BooleanSupplier closed;
    private final ServiceNames names;
    private final Registrar registrar;
    private final Browser browser;
    private final Leases leases = new Leases();

    private List<Stack> own = List.of();

    /// Those that left by our own word, and could not be removed yet.
    private final Set<Stack> leaving = new HashSet<>();

    /// Whom the listener knows.
    private final Map<Stack.Key, Stack> known = new HashMap<>();

    private Map<Name, String> refused = Map.of();
    private Optional<Primary> primary = Optional.empty();

    /// Why nobody could be read.
    private volatile Optional<String> deaf = Optional.empty();

    private Optional<IOException> trouble = Optional.of(new IOException("nothing is done yet"));

    interface Step {
        void run() throws IOException;
    }

    Rounds(
            DnsSettings settings,
            Listener listener,
            Clock clock,
            Counts counts,
            BooleanSupplier closed) {
        this.counts = counts;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.closed = closed;
        this.names = ServiceNames.of(settings.domain());
        this.registrar = new Registrar(names, settings);
        this.browser = new Browser(names);
    }

    void announce(List<Stack> now) throws IOException {
        if (!now.equals(own) || trouble.isPresent()) {
            own.stream().filter(stack -> !names(now, stack)).forEach(leaving::add);
            own = List.copyOf(now);
            leaving.removeIf(stack -> names(own, stack));
            goRound();
        }
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }

    /// What else changes of a stack is written over.
    private static boolean names(List<Stack> stacks, Stack stack) {
        return stacks.stream()
                .anyMatch(it -> it.key().equals(stack.key()) && it.hostIp().equals(stack.hostIp()));
    }

    void goRound() {
        if (closed.getAsBoolean()) {
            return;
        }
        List<IOException> failures = new ArrayList<>();
        try {
            Primary zone = primary();
            if (deaf.isPresent()) {
                leases.serverCameBack(System.nanoTime());
                forgetWhoWasTold();
            }
            renew(zone, failures);
            read(zone, failures);
            deaf = Optional.empty();
        } catch (IOException e) {
            failures.addFirst(e);
            endure(e);
        } catch (RuntimeException e) {
            // A bug. Rounds go on: the next may not meet it.
            failures.addFirst(new IOException("discovery by DNS failed: " + e, e));
            endure(failures.getFirst());
        }
        trouble = failures.stream().findFirst();
    }

    /// The server has lost its records, or may have while it was away. So who is absent is not said
    /// to have left; who is there is heard again, and how long to wait for the rest is not decided
    /// here.
    private void forgetWhoWasTold() {
        known.clear();
    }

    Optional<String> deaf() {
        return deaf;
    }

    private Primary primary() throws IOException {
        if (primary.isEmpty()) {
            primary = Optional.of(Primary.find(settings, clock, counts));
        }
        return primary.get();
    }

    /// What one stack meets does not stop the others; a server that is away does.
    private void renew(Primary zone, List<IOException> failures) throws IOException {
        for (Stack stack : List.copyOf(leaving)) {
            registrar.release(zone, stack);
            leaving.remove(stack);
        }
        for (Stack stack : own) {
            try {
                long wall = clock.instant().getEpochSecond();
                if (!registrar.register(zone, stack, wall, this::expired)) {
                    forgetWhoWasTold();
                }
            } catch (AnswerException | ConflictException e) {
                failures.add(e);
            }
        }
    }

    private boolean expired(Name instance, Announcement announcement) {
        return judge(instance, announcement) != Leases.Word.VALID;
    }

    private Leases.Word judge(Name instance, Announcement announcement) {
        return leases.judge(
                instance, announcement, clock.instant().getEpochSecond(), System.nanoTime());
    }

    private void read(Primary zone, List<IOException> failures) throws IOException {
        Browser.Sweep sweep = browser.sweep(zone.server(), closed);
        if (closed.getAsBoolean()) {
            return;
        }
        Set<Name> seen = new HashSet<>(sweep.refused().keySet());
        Map<Stack.Key, Stack> there = new HashMap<>();
        List<Sighted> dead = new ArrayList<>();
        for (Sighted sighted : sweep.sighted()) {
            seen.add(sighted.instance());
            switch (judge(sighted.instance(), sighted.announcement())) {
                case VALID -> {
                    Stack stack = sighted.announcement().stack();
                    there.put(stack.key(), stack);
                }
                case EXPIRED -> {}
                case LONG_EXPIRED -> dead.add(sighted);
            }
        }
        leases.retain(seen);
        tell(there, sweep.refused());
        reap(zone, dead, failures);
    }

    private void tell(Map<Stack.Key, Stack> there, Map<Name, String> nowRefused) {
        own.stream().filter(stack -> isHere(there, stack)).map(Stack::key).forEach(there::remove);
        for (Stack before : List.copyOf(known.values())) {
            Stack now = there.get(before.key());
            boolean moved = now != null && !now.hostIp().equals(before.hostIp());
            boolean gone = now == null && !nowRefused.containsKey(names.instance(before.key()));
            if (moved || gone) {
                known.remove(before.key());
                listener.left(before.key(), before.hostIp());
            }
        }
        known.putAll(there);
        there.values().forEach(listener::heard);
        nowRefused.forEach((name, why) -> {
            if (!why.equals(refused.get(name))) {
                refuse(Server.text(name), why);
            }
        });
        refused = nowRefused;
    }

    private static boolean isHere(Map<Stack.Key, Stack> there, Stack own) {
        Stack stack = there.get(own.key());
        return stack != null && stack.hostIp().equals(own.hostIp());
    }

    private void reap(Primary zone, List<Sighted> dead, List<IOException> failures)
            throws IOException {
        for (Sighted each : dead) {
            try {
                registrar.reap(zone, each);
            } catch (AnswerException e) {
                failures.add(e);
                return;
            }
        }
    }

    /// Nothing is known now: nobody is said to be there, or to have left.
    private void endure(IOException failure) {
        deaf = Optional.of(String.valueOf(failure.getMessage()));
        primary = Optional.empty();
        boolean isNew =
                trouble.isEmpty()
                        || !String.valueOf(failure.getMessage()).equals(trouble.get().getMessage());
        if (failure instanceof AnswerException && isNew) {
            refuse(settings.domain(), String.valueOf(failure.getMessage()));
        }
    }

    /// What strangers write is not for terminals.
    private void refuse(String from, String why) {
        String clean = why.replaceAll("[^ -~]", "?");
        listener.refused(from, clean.substring(0, Math.min(clean.length(), 400)));
    }

    void sayGoodbye() throws IOException {
        leaving.addAll(own);
        own = List.of();
        for (Stack stack : leaving) {
            registrar.release(primary(), stack);
        }
    }
}
