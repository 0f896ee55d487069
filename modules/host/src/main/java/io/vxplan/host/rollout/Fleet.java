package io.vxplan.host.rollout;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.HostOpener;
import io.vxplan.model.HostName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Hosts that are worked on at the same time, each over one connection that stays open until the
/// fleet is closed.
public final class Fleet implements AutoCloseable {
    /// Outcomes that may wait for the turn of their host, for each host that is worked on: one slow
    /// host must neither stop the others nor make us keep the plans of a thousand.
    private static final int AHEAD = 4;

    private final HostOpener opener;
    private final int forks;
    private final Consumer<HostException> onFailure;
    private final Map<HostName, Host> open = new ConcurrentHashMap<>();

    /// Tried once: a host that does not answer would cost a time-out for each task.
    private final Map<HostName, HostException> unreachable = new ConcurrentHashMap<>();

    /// As many as may work at a time, so that hosts begin in their order.
    private final ExecutorService threads;

    /// @param forks how many hosts at a time
    public Fleet(HostOpener opener, int forks) {
        this(opener, forks, _ -> {});
    }

    /// @param onFailure told of each as it happens, on the host's thread
    public Fleet(HostOpener opener, int forks, Consumer<HostException> onFailure) {
        this.opener = opener;
        this.forks = forks;
        this.onFailure = onFailure;
        this.threads = Executors.newFixedThreadPool(forks, Thread.ofVirtual().factory());
    }

    /// Something to do on one host.
    @FunctionalInterface
    public interface Task<T> {
        T on(Host host) throws HostException;
    }

    private record Running<T>(HostName host, Future<Outcome<T>> outcome) {}

    /// Runs the task on every host, and hands the outcomes over in the order of the hosts, on this
    /// thread.
    public <T> void each(
            Collection<HostName> hosts, Task<T> task, BiConsumer<HostName, Outcome<T>> inOrder) {
        Deque<Running<T>> running = new ArrayDeque<>();
        for (HostName host : hosts) {
            if (running.size() == forks * AHEAD) {
                hand(running.removeFirst(), inOrder);
            }
            running.add(new Running<>(host, threads.submit(() -> one(host, task))));
        }
        running.forEach(one -> hand(one, inOrder));
    }

    private static <T> void hand(Running<T> running, BiConsumer<HostName, Outcome<T>> inOrder) {
        try {
            inOrder.accept(running.host(), running.outcome().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while hosts were worked on", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a task never throws", e);
        }
    }

    private <T> Outcome<T> one(HostName name, Task<T> task) {
        try {
            return new Outcome.Done<>(task.on(host(name)));
        } catch (HostException e) {
            return failed(e);
        } catch (RuntimeException e) {
            // A bug on one host must not leave the others half done without a word.
            return failed(
                    new HostException(
                            name,
                            Optional.empty(),
                            "internal error: " + e,
                            "this is a bug in vxplan: please report it with the output of -v",
                            Optional.of(e)));
        }
    }

    private <T> Outcome<T> failed(HostException failure) {
        onFailure.accept(failure);
        return new Outcome.Failed<>(failure);
    }

    private Host host(HostName name) throws HostException {
        Host present = open.get(name);
        if (present != null) {
            return present;
        }
        HostException failure = unreachable.get(name);
        if (failure != null) {
            throw failure;
        }
        try {
            Host host = opener.open(name);
            open.put(name, host);
            return host;
        } catch (HostException e) {
            unreachable.put(name, e);
            throw e;
        }
    }

    /// Lets a host fail from now on, with the same words.
    void giveUp(HostException failure) {
        unreachable.put(failure.host(), failure);
        Host host = open.remove(failure.host());
        if (host != null) {
            host.close();
        }
    }

    /// All at once: it may take a word with each.
    @Override
    public void close() {
        open.values().forEach(host -> threads.execute(host::close));
        threads.close();
        open.clear();
    }
}
