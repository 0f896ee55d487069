package io.vxplan.lab;

import io.vxplan.lab.capture.PcapReader;
import io.vxplan.lab.capture.VxlanFrame;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.folder.LabRecord.OverlayRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Watches a lab's underlay by `tcpdump`, one on each bridge. Only what comes in there counts: a
/// frame that is routed comes in once and goes out once more.
final class Capture {
    private static final int HEADERS_BYTES = 256;

    private final LabRecord record;
    private final Consumer<VxlanFrame> sink;
    private final List<Process> processes = new ArrayList<>();
    private final Set<Integer> ports;
    private long left;

    Capture(LabRecord record, OptionalLong count, Consumer<VxlanFrame> sink) {
        this.record = record;
        this.sink = sink;
        this.left = count.orElse(Long.MAX_VALUE);
        this.ports =
                record.overlays().stream().map(OverlayRecord::port).collect(Collectors.toSet());
    }

    void run(Runnable listening) throws LabException {
        if (Processes.run("", "sh", "-c", "command -v tcpdump").exitCode() != 0) {
            throw new LabException(
                    "tcpdump is not there", "install it: the Debian package is tcpdump");
        }
        Thread farewell = new Thread(this::stop);
        Runtime.getRuntime().addShutdownHook(farewell);
        try (ExecutorService readers = Executors.newCachedThreadPool()) {
            List<PcapReader> captures = new ArrayList<>();
            for (String bridge : record.bridges()) {
                captures.add(start(bridge));
            }
            listening.run();
            captures.forEach(capture -> readers.execute(() -> read(capture)));
        } catch (IOException e) {
            throw new LabException("can't capture: " + e.getMessage(), "", e);
        } finally {
            stop();
            Processes.unhook(farewell);
        }
    }

    /// `-Z root`: without root on the machine there is no user `tcpdump` to become.
    private PcapReader start(String bridge) throws IOException {
        String filter =
                ports.stream()
                        .map(port -> "udp dst port " + port)
                        .collect(Collectors.joining(" or "));
        Process process =
                Processes.builder(
                                List.of(
                                        "ip",
                                        "netns",
                                        "exec",
                                        record.underlay(),
                                        "tcpdump",
                                        "-i",
                                        bridge,
                                        "-Q",
                                        "in",
                                        "-Z",
                                        "root",
                                        "--immediate-mode",
                                        "-n",
                                        "-U",
                                        "-s",
                                        Integer.toString(HEADERS_BYTES),
                                        "-w",
                                        "-",
                                        filter))
                        .start();
        processes.add(process);
        Optional<PcapReader> capture = PcapReader.open(process.getInputStream());
        if (capture.isEmpty()) {
            throw new IOException(process.errorReader().readLine());
        }
        return capture.get();
    }

    private void read(PcapReader capture) {
        try {
            for (Optional<byte[]> next = capture.next(); next.isPresent(); next = capture.next()) {
                VxlanFrame.decode(next.get(), ports).ifPresent(this::pass);
            }
        } catch (IOException _) {
            // The stream is closed: the capture is over.
        }
    }

    private synchronized void pass(VxlanFrame frame) {
        if (left > 0) {
            sink.accept(frame);
            left--;
        }
        if (left == 0) {
            stop();
        }
    }

    private void stop() {
        processes.forEach(Process::destroy);
    }
}
