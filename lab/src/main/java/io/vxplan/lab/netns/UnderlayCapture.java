package io.vxplan.lab.netns;

import io.vxplan.lab.CaptureSink;
import io.vxplan.lab.LabException;
import io.vxplan.lab.capture.VxlanFrame;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.netlink.NetlinkException;
import io.vxplan.netlink.NetworkNamespace;
import io.vxplan.netlink.PacketSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Watches a lab's underlay, where the cables of the hosts come in.
final class UnderlayCapture {
    private final Path underlay;
    private final List<String> bridges;
    private final Set<Integer> ports;

    UnderlayCapture(LabRecord record) {
        this.underlay = Namespaces.path(record.underlay());
        this.bridges = record.bridges();
        this.ports = record.ports();
    }

    void run(CaptureSink sink) throws LabException {
        try (NetworkNamespace namespace = NetworkNamespace.at(underlay);
                PacketSocket socket =
                        namespace.call(() -> PacketSocket.open(VxlanFrame.BYTES_READ))) {
            Set<Integer> inside = namespace.call(this::bridgeIndexes);
            sink.listening();
            while (sink.wantsMore()) {
                Optional<PacketSocket.Frame> next = socket.receive();
                // What comes in by a cable, and is for the bridge itself, comes in there once more.
                next.filter(frame -> !inside.contains(frame.device()))
                        .flatMap(frame -> VxlanFrame.decode(frame.bytes(), ports))
                        .ifPresent(sink::frame);
                if (next.isEmpty()) {
                    idle(socket, sink);
                }
            }
        } catch (NetlinkException e) {
            throw new LabException("can't capture: " + e.getMessage(), "", e);
        }
    }

    private Set<Integer> bridgeIndexes() throws NetlinkException {
        Set<Integer> indexes = new HashSet<>();
        for (String bridge : bridges) {
            indexes.add(PacketSocket.index(bridge));
        }
        return indexes;
    }

    /// The namespace outlives its name for as long as our socket is in it.
    private void idle(PacketSocket socket, CaptureSink sink) throws NetlinkException, LabException {
        long missed = socket.missed();
        if (missed > 0) {
            sink.missed(missed);
        }
        if (!Files.exists(underlay)) {
            throw new LabException("the lab was removed", "");
        }
    }
}
