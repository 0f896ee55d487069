package io.vxplan.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.testing.TestNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkNamespaceTest {
    private static final Path FORWARDING = Path.of("/proc/sys/net/ipv4/ip_forward");

    private final TestNamespace file;
    private final NetworkNamespace namespace;

    NetworkNamespaceTest() throws Exception {
        file = TestNamespace.bare();
        namespace = NetworkNamespace.at(file.path());
    }

    @AfterEach
    void close() throws Exception {
        namespace.close();
        file.close();
    }

    @Test
    void tasksRunInItAndOthersDoNot() throws Exception {
        String inside = namespace.call(NetworkNamespaceTest::identity);

        assertThat(inside).isEqualTo(inode(file.path()));
        assertThat(identity()).isNotEqualTo(inside);
        try (NetworkNamespace here = NetworkNamespace.current()) {
            assertThat(here.call(NetworkNamespaceTest::identity)).isEqualTo(identity());
        }
    }

    @Test
    void itHasItsOwnSettings() throws Exception {
        String before = read();

        for (String value : new String[] {"1", "0", "1"}) {
            namespace.call(() -> Files.writeString(FORWARDING, value));
            assertThat(namespace.call(NetworkNamespaceTest::read)).isEqualTo(value);
            assertThat(read()).isEqualTo(before);
        }
    }

    @Test
    void processesAreBornIntoIt() throws Exception {
        String identity =
                namespace.call(() -> {
                    Process process = new ProcessBuilder("readlink", "/proc/self/ns/net").start();
                    return new String(
                            process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                });

        assertThat(identity.strip()).isEqualTo(inode(file.path()));
    }

    @Test
    void aTasksExceptionsComeBack() {
        assertThatThrownBy(() ->
                        namespace.call(() -> {
                            throw new IOException("checked");
                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("checked");
        assertThatThrownBy(() ->
                        namespace.call(() -> {
                            throw new IllegalStateException("unchecked");
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("unchecked");
    }

    @Test
    void anInterruptReachesTheTask() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> {
                            namespace.call(() -> interrupted(running));
                            stillInterrupted.set(Thread.currentThread().isInterrupted());
                        });
        running.await();

        caller.interrupt();
        caller.join();

        assertThat(stillInterrupted).isTrue();
        assertThat(namespace.call(() -> Thread.currentThread().isInterrupted())).isFalse();
    }

    private static boolean interrupted(CountDownLatch running) {
        running.countDown();
        try {
            new CountDownLatch(1).await();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Test
    void whatIsNotThereIsToldByName() {
        NetlinkException failure =
                catchThrowableOfType(
                        NetlinkException.class,
                        () -> NetworkNamespace.at(Path.of("/run/netns/nothing")));

        assertThat(failure)
                .hasMessage(
                        "open network namespace /run/netns/nothing: ENOENT (no such file or directory)");
    }

    @Test
    void anotherFileIsNoNamespace() {
        NetlinkException failure =
                catchThrowableOfType(
                        NetlinkException.class, () -> NetworkNamespace.at(Path.of("/etc/passwd")));

        assertThat(failure)
                .hasMessage("enter network namespace /etc/passwd: EINVAL (invalid argument)");
    }

    /// Only the first read of such a file gives anything.
    private static String read() throws IOException {
        try (InputStream in = Files.newInputStream(FORWARDING)) {
            byte[] bytes = new byte[10];
            return new String(bytes, 0, in.read(bytes), StandardCharsets.UTF_8).strip();
        }
    }

    private static String identity() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    }

    private static String inode(Path path) throws IOException {
        return "net:[" + Files.getAttribute(path, "unix:ino") + "]";
    }
}
