package io.vxplan.netlink;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A network namespace, and a thread in it.
///
/// Network namespaces belong to the kernel's threads. So everything that shall happen in one (open
/// a socket, read /proc/sys/net, start a process) goes to a platform thread that entered it and
/// never leaves; on a virtual thread it would haunt whoever uses the carrier next.
public final class NetworkNamespace implements AutoCloseable {
    private final ExecutorService executor;
    private final Thread thread;

    private NetworkNamespace(String name) {
        this.executor =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("netns " + name).factory());
        this.thread = CompletableFuture.supplyAsync(Thread::currentThread, executor).join();
    }

    /// The namespace of this process.
    public static NetworkNamespace current() {
        return new NetworkNamespace("here");
    }

    /// The namespace of a file such as /run/netns/NAME or /proc/PID/ns/net.
    public static NetworkNamespace at(Path path) throws NetlinkException {
        NetworkNamespace namespace = new NetworkNamespace(path.toString());
        try {
            namespace.call(() -> {
                enter(path);
                return namespace;
            });
            return namespace;
        } catch (NetlinkException e) {
            namespace.close();
            throw e;
        }
    }

    private static void enter(Path path) throws NetlinkException {
        int descriptor = LibC.CALLS.open(path.toString(), LibC.O_CLOEXEC);
        if (descriptor < 0) {
            throw NetlinkException.ofLastCall("open network namespace " + path);
        }
        try {
            if (LibC.CALLS.setns(descriptor, LibC.CLONE_NEWNET) != 0) {
                throw NetlinkException.ofLastCall("enter network namespace " + path);
            }
        } finally {
            LibC.CALLS.close(descriptor);
        }
    }

    /// What is done in the namespace.
    @FunctionalInterface
    public interface Task<T, X extends Exception> {
        T run() throws X;
    }

    /// Does something on the namespace's thread and waits for its end. An interrupt is passed on to
    /// the task, which is to end then.
    public <T, X extends Exception> T call(Task<T, X> task) throws X {
        Future<T> result =
                executor.submit(() -> {
                    Thread.interrupted(); // one that came too late for the task before
                    return task.run();
                });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                } catch (ExecutionException e) {
                    throw NetworkNamespace.<X>thrownBy(task, e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// A task throws its own kind of exception, or an unchecked one.
    @SuppressWarnings("unchecked")
    private static <X extends Exception> X thrownBy(Task<?, X> task, @Nullable Throwable thrown) {
        return switch (thrown) {
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case null -> throw new IllegalStateException(task + " failed for no reason");
            default -> (X) thrown;
        };
    }

    @Override
    public void close() {
        executor.close();
    }
}
