package io.vxplan.discovery.multicast;

import io.vxplan.discovery.multicast.Message.Hello;
import io.vxplan.discovery.multicast.Message.Purpose;
import io.vxplan.discovery.state.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/// What this host has to say, and how often still.
final class Speech {
    /// In bytes.
    static final int MAX_MESSAGE = 7_680;

    /// Of TABLE_SYNCs, at once.
    private static final int MAX_SYNCS = 16;

    /// How often what matters is said: datagrams get lost.
    private static final int TIMES = 3;

    private final String peerId;
    private final RandomGenerator random;
    private final Map<Stack, Integer> leaving = new LinkedHashMap<>();
    private List<Stack> own = List.of();
    private int questions;
    private boolean syncDue;
    private boolean syncHeard;
    private long syncs;

    Speech(String peerId, RandomGenerator random) {
        this.peerId = peerId;
        this.random = random;
    }

    /// What this host is from now on. What it was before, and is no more, says goodbye.
    ///
    /// @return whether that is new
    /// @throws IOException where a stack has more to say than fits
    boolean become(List<Stack> stacks) throws IOException {
        for (Stack stack : stacks) {
            int bytes = MessageJson.bytes(MessageJson.hello(hello(stack, Purpose.LEAVE))).length;
            if (bytes > MAX_MESSAGE) {
                throw new IOException(
                        "%s has %,d networks, too many to tell by multicast: its HELLO would have %,d bytes, and %,d is the most"
                                .formatted(
                                        stack.key(), stack.networks().size(), bytes, MAX_MESSAGE));
            }
        }
        own.stream()
                .filter(before -> stacks.stream().noneMatch(stack -> samePlace(stack, before)))
                .forEach(gone -> leaving.put(gone, TIMES));
        leaving.keySet().removeIf(gone -> stacks.stream().anyMatch(back -> samePlace(back, gone)));
        boolean changed = !own.equals(stacks);
        syncDue = !own.isEmpty() && !syncHeard; // who just came has nothing to tell
        syncHeard = false;
        own = List.copyOf(stacks);
        return changed;
    }

    private static boolean samePlace(Stack stack, Stack other) {
        return stack.key().equals(other.key()) && stack.hostIp().equals(other.hostIp());
    }

    /// The next HELLOs ask for those of others.
    void ask() {
        questions = TIMES;
    }

    /// Another daemon told its table.
    void syncHeard() {
        syncHeard = true;
    }

    /// Whether this is what we say ourselves.
    boolean isOurs(Stack stack) {
        return own.contains(stack) || leaving.containsKey(stack);
    }

    /// Whether it has the name of a stack of ours.
    boolean isNamesake(Stack stack) {
        return own.stream().anyMatch(mine -> mine.key().equals(stack.key()));
    }

    /// What is to be said now. Goodbyes first: a stack may leave one address for another.
    List<Hello> hellos() {
        List<Hello> hellos = new ArrayList<>();
        leaving.keySet().forEach(stack -> hellos.add(hello(stack, Purpose.LEAVE)));
        leaving.replaceAll((stack, times) -> times - 1);
        leaving.values().removeIf(times -> times == 0);
        Purpose purpose = questions > 0 ? Purpose.ASK : Purpose.TELL;
        questions = Math.max(0, questions - 1);
        own.forEach(stack -> hellos.add(hello(stack, purpose)));
        return hellos;
    }

    /// That all leave.
    List<Hello> goodbyes() {
        return own.stream().map(stack -> hello(stack, Purpose.LEAVE)).toList();
    }

    private Hello hello(Stack stack, Purpose purpose) {
        return new Hello(peerId, stack, purpose);
    }

    /// The table, once after each [#become]. One of all daemons is enough to tell it: who heard
    /// another do so, does not. A table too large for once begins at another place each time.
    List<ObjectNode> tableSyncs(Supplier<List<Stack>> others) {
        if (!syncDue) {
            return List.of();
        }
        syncDue = false;
        List<Stack> rotated = new ArrayList<>(others.get());
        if (rotated.isEmpty()) {
            return List.of();
        }
        Collections.rotate(rotated, random.nextInt(rotated.size()));
        List<ObjectNode> all = TableSyncs.of(peerId, own, rotated, syncs, MAX_MESSAGE);
        List<ObjectNode> some = all.subList(0, Math.min(all.size(), MAX_SYNCS));
        syncs += some.size();
        return some;
    }
}
