package io.vxplan.discovery.etcd;

import io.vxplan.discovery.Discovery.Listener;
import io.vxplan.discovery.state.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What outlives a connection. For one thread.
final class Memory {
    /// Of refusals, between two readings of all keys.
    static final int MAX_REFUSED = 1_000;

    private static final int MAX_SHOWN = 200;

    private final Listener listener;
    private final Registry registry;

    /// What the listener believes to be there, by folder.
    private final Map<String, Stack> told = new HashMap<>();

    private List<Stack> wanted = List.of();
    private Optional<Etcd.Lease> lease = Optional.empty();
    private int refused;

    /// @param start of all keys
    Memory(String start, Listener listener) {
        this.listener = listener;
        this.registry = new Registry(start, this::refused);
    }

    Registry registry() {
        return registry;
    }

    Optional<Etcd.Lease> lease() {
        return lease;
    }

    List<Stack> wanted() {
        return wanted;
    }

    void want(List<Stack> own) {
        wanted = own;
    }

    /// Whether it is one of this host's, maybe from before it was started anew.
    boolean isOwn(Stack stack) {
        return wanted.stream()
                .anyMatch(own ->
                        own.key().equals(stack.key()) && own.hostIp().equals(stack.hostIp()));
    }

    /// etcd has forgotten the lease before, or let it run out. So it may have forgotten others that
    /// are well: nothing is said of who is absent. Who is there is heard again, and how long to
    /// wait for the rest is not decided here.
    void begin(Etcd.Lease granted) {
        lease = Optional.of(granted);
        told.clear();
    }

    boolean isTold(String folder) {
        return told.containsKey(folder);
    }

    void hear(String folder, Stack stack) {
        Stack before = told.put(folder, stack);
        boolean moved =
                before != null
                        && !(before.key().equals(stack.key())
                                && before.hostIp().equals(stack.hostIp()));
        if (moved) {
            listener.left(before.key(), before.hostIp());
        }
        listener.heard(stack);
    }

    void leave(String folder) {
        Stack before = told.remove(folder);
        if (before != null) {
            listener.left(before.key(), before.hostIp());
        }
    }

    void forgetRefused() {
        refused = 0;
    }

    void refused(String from, String why) {
        refused++;
        if (refused < MAX_REFUSED) {
            listener.refused(shown(from), shown(why));
        } else if (refused == MAX_REFUSED) {
            listener.refused("etcd", "more keys are refused than are told");
        }
    }

    /// Keys and values may have anything in them, which is no matter for a log.
    private static String shown(String text) {
        String printable = text.replaceAll("\\P{Print}", "?");
        return printable.length() <= MAX_SHOWN
                ? printable
                : printable.substring(0, MAX_SHOWN) + "...";
    }
}
