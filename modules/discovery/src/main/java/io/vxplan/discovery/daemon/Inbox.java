package io.vxplan.discovery.daemon;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What happened and is not looked at yet. Threads that hear put it in and never wait, for they may
/// be those that the reading thread waits for; what finds no room is counted and lost, like a
/// datagram.
final class Inbox implements Discovery.Listener {
    /// In networks, of which one stranger may name thousands.
    private static final int MAX_WEIGHT = 100_000;

    /// Of whatever else an input has.
    private static final int WEIGHT = 10;

    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final AtomicInteger weight = new AtomicInteger();
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
        if (weight.addAndGet(weight(input)) <= MAX_WEIGHT) {
            inputs.add(input);
        } else {
            weight.addAndGet(-weight(input));
            dropped.incrementAndGet();
        }
    }

    private static int weight(Input input) {
        return switch (input) {
            case Input.Heard(Stack stack) -> WEIGHT + stack.networks().size();
            case Input.Left _, Input.Refused _, Input.Announced _, Input.Wake _ -> WEIGHT;
        };
    }

    /// All that is there; waits for the first of it.
    List<Input> take(Duration atMost) throws InterruptedException {
        List<Input> all = new ArrayList<>();
        Input first = inputs.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            all.add(first);
            inputs.drainTo(all);
        }
        all.forEach(input -> weight.addAndGet(-weight(input)));
        return all;
    }

    /// How many found no room since the last call.
    long dropped() {
        return dropped.getAndSet(0);
    }
}
