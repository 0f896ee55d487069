package io.vxplan.router.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.HostException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Three routers on hosts of their own, with real VXLAN between them, and what discovery would
/// write.
abstract class OnThreeHosts {
    static final String ALL_OF_A =
            """
            00:00:00:00:00:00 dst 10.0.0.2 self permanent
            00:00:00:00:00:00 dst 10.0.0.3 self permanent
            172.21.0.0/16 via 192.168.100.2 dev vxlan1000
            172.22.0.0/16 via 192.168.100.3 dev vxlan1000
            """;
    static final String B_OF_A =
            """
            00:00:00:00:00:00 dst 10.0.0.2 self permanent
            172.21.0.0/16 via 192.168.100.2 dev vxlan1000
            """;

    final Namespaces namespaces = new Namespaces(3);
    final List<Running> routers = new ArrayList<>();

    @TempDir private Path folder;

    @BeforeEach
    final void start() throws IOException, HostException {
        for (int i = 1; i <= 3; i++) {
            routers.add(new Running(namespaces, i, folder));
        }
    }

    @AfterEach
    final void end() {
        routers.forEach(Running::close);
        namespaces.close();
    }

    Running a() {
        return routers.getFirst();
    }

    void allFindEachOther() throws IOException {
        a().discovers(2, 3);
        routers.get(1).discovers(1, 3);
        routers.get(2).discovers(1, 2);
        await("the kernel has it", () -> a().kernel().equals(ALL_OF_A));
        await("b is reached", () -> namespaces.reaches("wa", "172.21.0.10"));
        await("c is reached", () -> namespaces.reaches("wa", "172.22.0.10"));
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            pause(20);
        }
    }

    static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean said(String text) {
        return a().lines().stream().anyMatch(line -> line.contains(text));
    }
}
