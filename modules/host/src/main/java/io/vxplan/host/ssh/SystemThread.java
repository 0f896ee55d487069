package io.vxplan.host.ssh;

import io.vxplan.host.HostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Work on a thread of the operating system.
///
/// Where a virtual thread waits for a socket, Java begins a thread that asks the kernel for all of
/// them and stays in native code; and for threads there Java waits 300 ms when it ends (HotSpot,
/// `VM_Exit::wait_for_threads_in_native_to_block`). Each command over SSH would take that longer.
final class SystemThread {
    private SystemThread() {}

    interface Work<T> {
        T run() throws HostException;
    }

    static <T> T run(Work<T> work) throws HostException {
        FutureTask<T> task = new FutureTask<>(work::run);
        Thread.ofPlatform().daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HostException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a host was connected to", e);
        }
    }
}
