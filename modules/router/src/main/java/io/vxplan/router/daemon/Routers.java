package io.vxplan.router.daemon;

import io.vxplan.daemon.Health;
import io.vxplan.daemon.Metrics;
import io.vxplan.daemon.Watched;
import io.vxplan.host.HostException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A router for each overlay of a host, in one process: none waits for another. They end together.
public final class Routers implements AutoCloseable {
    private final List<Router> routers;

    /// @param routers at least one; systemd hears of the first
    public Routers(List<Router> routers) {
        this.routers = List.copyOf(routers);
    }

    /// Works until it is closed, or one of them can't go on.
    ///
    /// @throws IOException as [Router#run]
    /// @throws HostException likewise
    public void run() throws IOException, HostException {
        List<Thread> threads = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();
        for (Router router : routers) {
            threads.add(Thread.ofPlatform().name("router").start(() -> run(router, failures)));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            close();
            Thread.currentThread().interrupt();
        }
        synchronized (failures) {
            for (Exception failure : failures) {
                switch (failure) {
                    case IOException e -> throw e;
                    case HostException e -> throw e;
                    case RuntimeException e -> throw e;
                    case Exception e -> throw new IllegalStateException(e);
                }
            }
        }
    }

    private void run(Router router, List<Exception> failures) {
        try {
            router.run();
        } catch (IOException | HostException | RuntimeException e) {
            synchronized (failures) {
                failures.add(e);
            }
            close();
        }
    }

    /// How all of them are. What is counted is the first one's.
    public Watched condition() {
        return new Watched() {
            @Override
            public Health health() {
                List<Health> all =
                        routers.stream().map(router -> router.condition().health()).toList();
                Optional<String> problem =
                        all.stream().flatMap(each -> each.problem().stream()).findFirst();
                return new Health(
                        problem,
                        all.stream().mapToInt(Health::peers).sum(),
                        all.stream().mapToInt(Health::routes).sum());
            }

            @Override
            public void measure(Metrics metrics) {
                routers.getFirst().condition().measure(metrics);
            }
        };
    }

    @Override
    public void close() {
        routers.forEach(Router::close);
    }
}
