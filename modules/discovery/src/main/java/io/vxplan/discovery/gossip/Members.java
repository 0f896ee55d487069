package io.vxplan.discovery.gossip;

import io.vxplan.discovery.Discovery.Listener;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.wire.MessageException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who is there, and what it says of itself. Any thread.
///
/// Whom SWIM gives up falls silent, as elsewhere; how long it stays then is not decided here. Who
/// says goodbye has left.
final class Members {
    /// A table of more does not fit into a datagram, by which it is told.
    static final int MAX = 600;

    private final boolean keyed;
    private final Listener listener;
    private final Map<String, Entry> members = new HashMap<>();

    /// @param gone it took its leave. SWIM may have asked it before and tell its answer only now
    private record Entry(String address, List<Stack> stacks, boolean gone) {}

    /// @param keyed whether all who are heard have the shared key
    Members(boolean keyed, Listener listener) {
        this.keyed = keyed;
        this.listener = listener;
    }

    /// A member is there, or says something else of itself.
    ///
    /// @param claims as it wrote them
    synchronized void told(String id, String address, byte[] claims) {
        Entry before = members.get(id);
        if (before != null && before.gone()) {
            return;
        }
        List<Stack> stacks = believed(address, claims);
        members.put(id, new Entry(address, stacks, false));
        if (before != null) {
            leave(before.stacks());
        }
        stacks.forEach(listener::heard);
    }

    private List<Stack> believed(String address, byte[] claims) {
        try {
            List<Stack> stacks = Claims.read(claims);
            for (Stack stack : stacks) {
                if (!isAt(stack, address)) {
                    throw new MessageException(
                            "it says that %s is at %s, with the endpoint %s: a member is believed about its own address only"
                                    .formatted(stack.key(), stack.hostIp(), stack.endpoint()));
                }
            }
            return stacks;
        } catch (MessageException e) {
            listener.refused(address, e.reason());
            return List.of();
        }
    }

    private static boolean isAt(Stack stack, String address) {
        Stack.Endpoint own = Stack.Endpoint.parse(address);
        return stack.hostIp().equals(own.address())
                && stack.endpoint().address().equals(own.address());
    }

    /// SWIM says that it leaves. Others passed that on, so it is believed with a key only.
    synchronized void leaving(String id) {
        Entry entry = members.get(id);
        if (keyed && entry != null) {
            members.put(id, new Entry(entry.address(), List.of(), true));
            leave(entry.stacks());
        }
    }

    /// SWIM has given it up.
    synchronized void removed(String id) {
        members.remove(id);
    }

    /// A host says that stacks leave: its own, or with a key those of an address that it had.
    synchronized void goodbye(String sender, List<Stack> stacks) {
        List<Stack> leaving =
                stacks.stream().filter(stack -> keyed || isAt(stack, sender)).toList();
        members.replaceAll((_, entry) -> without(leaving, entry));
        leave(leaving);
    }

    private static Entry without(List<Stack> leaving, Entry entry) {
        List<Stack> staying =
                entry.stacks().stream().filter(stack -> !isAmong(stack, leaving)).toList();
        boolean leaves = staying.isEmpty() && !entry.stacks().isEmpty();
        return new Entry(entry.address(), staying, entry.gone() || leaves);
    }

    /// Nothing is said of those that another member tells, or the same one again: it was started
    /// anew.
    private void leave(List<Stack> stacks) {
        for (Stack stack : stacks) {
            boolean there =
                    members.values().stream().anyMatch(entry -> isAmong(stack, entry.stacks()));
            if (!there) {
                listener.left(stack.key(), stack.hostIp());
            }
        }
    }

    private static boolean isAmong(Stack stack, List<Stack> stacks) {
        return stacks.stream()
                .anyMatch(other ->
                        other.key().equals(stack.key()) && other.hostIp().equals(stack.hostIp()));
    }

    /// Tells once more who is there.
    synchronized void tell() {
        members.values().forEach(entry -> entry.stacks().forEach(listener::heard));
    }

    synchronized boolean isKnown(String id) {
        return members.containsKey(id);
    }

    synchronized int size() {
        return members.size();
    }

    synchronized List<String> addresses() {
        return members.values().stream().map(Entry::address).distinct().toList();
    }

    /// All are forgotten, as this host takes part anew; nothing is said of them.
    synchronized void forget() {
        members.clear();
    }
}
