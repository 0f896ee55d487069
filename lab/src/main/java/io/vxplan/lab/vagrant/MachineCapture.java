package io.vxplan.lab.vagrant;

import io.vxplan.lab.CaptureSink;
import io.vxplan.lab.LabException;
import io.vxplan.lab.Processes;
import io.vxplan.lab.capture.PcapStream;
import io.vxplan.lab.capture.VxlanFrame;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.model.HostName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Watches what leaves each machine on its underlay: a tcpdump there, whose frames come over SSH.
final class MachineCapture {
    private static final String LISTENING = "listening on";
    private static final int GLANCE_MILLISECONDS = 100;

    private final Machines machines;
    private final Set<Integer> ports;
    private final BlockingQueue<VxlanFrame> frames = new LinkedBlockingQueue<>();

    MachineCapture(Machines machines, LabRecord record) {
        this.machines = machines;
        this.ports = record.ports();
    }

    void run(CaptureSink sink) throws LabException {
        List<Process> running = new ArrayList<>();
        // An ended command, or Ctrl-C, ends the SSH connections, and those their tcpdump.
        Thread farewell = new Thread(() -> running.forEach(Process::destroy));
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            List<Wire> wires = wires();
            CountDownLatch silent = new CountDownLatch(wires.size());
            for (Wire wire : wires) {
                running.add(start(wire, silent));
            }
            silent.await();
            sink.listening();
            forward(sink, running);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", "", e);
        } finally {
            running.forEach(Process::destroy);
            Processes.unhook(farewell);
        }
    }

    /// @param address by which the machine knows its interface there
    private record Wire(HostName machine, String address) {}

    private List<Wire> wires() throws LabException {
        return machines.described().stream()
                .flatMap(machine ->
                        machine.nics().stream()
                                .map(nic -> new Wire(new HostName(machine.name()), nic.address())))
                .toList();
    }

    private void forward(CaptureSink sink, List<Process> running)
            throws InterruptedException, LabException {
        while (sink.wantsMore()) {
            VxlanFrame frame = frames.poll(GLANCE_MILLISECONDS, TimeUnit.MILLISECONDS);
            if (frame != null) {
                sink.frame(frame);
            } else if (running.stream().noneMatch(Process::isAlive)) {
                throw new LabException(
                        "no machine is captured any more",
                        "see `vxplan lab status`; tcpdump has to be installed in the machines");
            }
        }
    }

    /// tcpdump ends with the connection: by itself it would go on until it has something to tell
    /// and finds nobody there, and its interface would stay promiscuous so long.
    ///
    /// @param silent is counted down when it listens, or has ended
    private Process start(Wire wire, CountDownLatch silent) throws LabException {
        String filter =
                ports.stream().map(port -> "udp port " + port).collect(Collectors.joining(" or "));
        String script =
                """
                exec 3<&0
                device=$(ip -o address show to %s | { read -r _ name _; echo "$name"; })
                tcpdump -i "$device" -Q out -s %d -U -n -w - '%s' 3<&- &
                dump=$!
                { cat <&3; kill "$dump"; } >/dev/null 2>&1 &
                wait "$dump"
                """
                        .formatted(wire.address(), VxlanFrame.BYTES_READ, filter);
        List<String> command =
                machines.command(wire.machine(), List.of(), List.of("sh", "-c", script));
        try {
            Process process = Processes.builder(command).start();
            Thread.ofVirtual().start(() -> read(process));
            Thread.ofVirtual().start(() -> awaitListening(process, silent));
            return process;
        } catch (IOException e) {
            throw new LabException("can't run ssh: " + e.getMessage(), "", e);
        }
    }

    private static void awaitListening(Process process, CountDownLatch silent) {
        try (BufferedReader errors = process.errorReader()) {
            String line = errors.readLine();
            while (line != null && !line.contains(LISTENING)) {
                line = errors.readLine();
            }
            silent.countDown();
            while (line != null) {
                line = errors.readLine();
            }
        } catch (IOException _) {
            silent.countDown();
        }
    }

    private void read(Process process) {
        try {
            PcapStream stream = new PcapStream(process.getInputStream());
            for (Optional<ByteBuffer> frame = stream.next();
                    frame.isPresent();
                    frame = stream.next()) {
                VxlanFrame.decode(frame.get(), ports).ifPresent(frames::add);
            }
        } catch (IOException _) {
            // The machine or its tcpdump is gone; the others go on.
        }
    }
}
