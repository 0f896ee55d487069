package io.vxplan.discovery.multicast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/// Daemons on real sockets, in namespaces on one bridge. Each announces once: what is lost or comes
/// too late would be missing for good.
abstract class OnLan {
    static final IpAddress GROUP = MulticastSettings.DEFAULT_GROUP;

    final Lan lan = new Lan(3);
    private final List<Daemon> daemons = new ArrayList<>();

    OnLan() throws Exception {}

    @AfterEach
    final void close() throws Exception {
        daemons.forEach(Daemon::close);
        lan.close();
    }

    Daemon daemon(int host, IpAddress group, Optional<Secret> key) {
        Daemon daemon = new Daemon(lan.host(host), Stacks.settings(group, key, "at-" + host));
        daemons.add(daemon);
        return daemon;
    }

    Daemon daemon(int host) {
        return daemon(host, GROUP, Optional.empty());
    }

    static Stack stack(int host) {
        return Stacks.stack("s" + host, "10.0.0." + host);
    }

    static void await(BooleanSupplier condition, Object state) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still %s", state).isLessThan(end);
            Thread.sleep(10);
        }
    }

    static void awaitKnows(Daemon daemon, String... stacks) throws InterruptedException {
        awaitKnows(daemon.knows, stacks);
    }

    static void awaitKnows(Set<String> known, String... stacks) throws InterruptedException {
        await(() -> known.equals(Set.of(stacks)), known);
    }

    static void awaitRefused(Daemon daemon, String text) throws InterruptedException {
        Collection<String> refused = daemon.refused;
        await(() -> refused.stream().anyMatch(each -> each.contains(text)), refused);
    }
}
