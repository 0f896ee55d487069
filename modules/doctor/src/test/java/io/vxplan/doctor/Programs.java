package io.vxplan.doctor;

import io.vxplan.netlink.NetlinkException;
import io.vxplan.netlink.NetworkNamespace;
import java.io.IOException;
import java.net.DatagramSocket;
import java.util.ArrayDeque;
import java.util.Deque;

/// What runs on machines beside overlays.
final class Programs implements AutoCloseable {
    private final Machines machines;
    private final Deque<Runnable> ends = new ArrayDeque<>();

    Programs(Machines machines) {
        this.machines = machines;
    }

    /// A process of that name, which does nothing.
    void run(String machine, String name) throws IOException {
        Process process =
                new ProcessBuilder(
                                "nsenter",
                                "--net=" + machines.namespace(machine),
                                "sh",
                                "-c",
                                "printf %s '" + name + "' >/proc/$$/comm; echo; read -r line")
                        .start();
        ends.push(process::destroyForcibly);
        if (process.inputReader().readLine() == null) {
            throw new IOException("no process " + name);
        }
    }

    /// This process, with a port of the machine.
    void bind(String machine, int port) throws NetlinkException, IOException {
        NetworkNamespace namespace = NetworkNamespace.at(machines.namespace(machine));
        ends.push(namespace::close);
        DatagramSocket socket =
                namespace.<DatagramSocket, IOException>call(() -> new DatagramSocket(port));
        ends.push(socket::close);
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }
}
