package io.vxplan.host.rollout;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.HostOpener;
import io.vxplan.model.HostName;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Hosts that are worked on at the same time, each over one connection that stays open until the
/// fleet is closed.
public final class Fleet implements AutoCloseable {
    private final HostOpener opener;
    private final Semaphore forks;
    private final Map<HostName, Host> open = new ConcurrentHashMap<>();

    /// @param forks how many hosts at a time
    public Fleet(HostOpener opener, int forks) {
        this.opener = opener;
        this.forks = new Semaphore(forks);
    }

    /// Something to do on one host.
    @FunctionalInterface
    public interface Task<T> {
        T on(Host host) throws HostException;
    }

    /// Runs the task on every host, and returns when the last one is done.
    public <T> SortedMap<HostName, Outcome<T>> each(Collection<HostName> hosts, Task<T> task) {
        SortedMap<HostName, Outcome<T>> outcomes = new ConcurrentSkipListMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (HostName host : hosts) {
                threads.execute(() -> outcomes.put(host, one(host, task)));
            }
        }
        return outcomes;
    }

    private <T> Outcome<T> one(HostName name, Task<T> task) {
        forks.acquireUninterruptibly();
        try {
            Host host = open.get(name);
            if (host == null) {
                host = opener.open(name);
                open.put(name, host);
            }
            return new Outcome.Done<>(task.on(host));
        } catch (HostException e) {
            return new Outcome.Failed<>(e);
        } catch (RuntimeException e) {
            // A bug on one host must not leave the others half done without a word.
            return new Outcome.Failed<>(
                    new HostException(
                            name,
                            java.util.Optional.empty(),
                            "internal error: " + e,
                            "this is a bug in vxplan: please report it with the output of -v",
                            java.util.Optional.of(e)));
        } finally {
            forks.release();
        }
    }

    @Override
    public void close() {
        open.values().forEach(Host::close);
        open.clear();
    }
}
