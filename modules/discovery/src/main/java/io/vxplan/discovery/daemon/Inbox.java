package io.vxplan.discovery.daemon;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What happened and is not looked at yet. Threads that hear put it in and never wait, for they may
/// be those that the reading thread waits for; what finds no room is counted and lost, like a
/// datagram.
final class Inbox implements Discovery.Listener {
    private static final int CAPACITY = 10_000;

    private final BlockingQueue<Input> inputs = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();

    sealed interface Input {
        record Heard(Stack stack) implements Input {}

        record Left(Stack.Key stack, IpAddress host) implements Input {}

        record Refused(String from, String why) implements Input {}

        /// @param failure of the announcement, if it failed
        record Announced(Optional<IOException> failure) implements Input {}

        /// Only to wake up the reader.
        record Wake() implements Input {}
    }

    @Override
    public void heard(Stack stack) {
        put(new Input.Heard(stack));
    }

    @Override
    public void left(Stack.Key stack, IpAddress host) {
        put(new Input.Left(stack, host));
    }

    @Override
    public void refused(String from, String why) {
        put(new Input.Refused(from, why));
    }

    void announced(Optional<IOException> failure) {
        put(new Input.Announced(failure));
    }

    void wake() {
        put(new Input.Wake());
    }

    private void put(Input input) {
        if (!inputs.offer(input)) {
            dropped.incrementAndGet();
        }
    }

    /// All that is there; waits for the first of it.
    List<Input> take(Duration atMost) throws InterruptedException {
        List<Input> all = new ArrayList<>();
        Input first = inputs.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            all.add(first);
            inputs.drainTo(all);
        }
        return all;
    }

    /// How many found no room since the last call.
    long dropped() {
        return dropped.getAndSet(0);
    }
}
