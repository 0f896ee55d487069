package io.vxplan.doctor.exam;

import io.vxplan.doctor.facts.Device;
import io.vxplan.doctor.facts.Device.Tunnel;
import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.facts.Part.Seat;
import io.vxplan.doctor.finding.Ailment;
import io.vxplan.model.resource.Mark;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Whether an overlay's port and VNI are free.
final class TunnelExam {
    private TunnelExam() {}

    static void of(Part part, Facts facts, Notes notes) {
        Map<Integer, Seat> ports = new TreeMap<>();
        for (Seat seat : part.seats()) {
            ports.putIfAbsent(seat.overlay().port(), seat);
            for (Device device : facts.devices()) {
                device.vxlan()
                        .filter(tunnel -> isInTheWay(tunnel, seat))
                        .filter(_ -> !isOurs(device, part, seat))
                        .ifPresent(tunnel -> foreign(device, tunnel, seat, notes));
            }
        }
        ports.forEach((port, seat) -> taken(port, seat, facts, notes));
    }

    private static boolean isInTheWay(Tunnel tunnel, Seat seat) {
        return tunnel.port() == seat.overlay().port()
                && (tunnel.external()
                        || tunnel.family() == seat.local().family()
                                && tunnel.vni() == seat.overlay().vni().value().value());
    }

    private static boolean isOurs(Device device, Part part, Seat seat) {
        return device.alias()
                .equals(Optional.of(new Mark(part.topology(), seat.overlay().name()).toString()));
    }

    private static void foreign(Device device, Tunnel tunnel, Seat seat, Notes notes) {
        String what =
                tunnel.external()
                        ? "interface "
                                + device.name()
                                + " takes the frames of every VNI on UDP port "
                                + tunnel.port()
                                + ", so overlay "
                                + seat.overlay().name()
                                + " can't use that port"
                        : "interface "
                                + device.name()
                                + ", which is not of overlay "
                                + seat.overlay().name()
                                + ", has its VNI "
                                + tunnel.vni()
                                + " on its UDP port "
                                + tunnel.port();
        notes.add(Ailment.FOREIGN_VXLAN, what, remedy(device, tunnel, seat));
    }

    private static String remedy(Device device, Tunnel tunnel, Seat seat) {
        String other =
                tunnel.external()
                        ? "give the overlay another `port`"
                        : "give the overlay another `vni` or `port`";
        Optional<Mark> mark = device.alias().flatMap(Mark::parse);
        if (mark.isPresent()) {
            return other
                    + ", or destroy overlay "
                    + mark.get().overlay()
                    + " of topology "
                    + mark.get().topology()
                    + ", whose interface it is";
        }
        if (device.name().equals(seat.device())) {
            return "`apply --adopt` takes it over; else " + other;
        }
        return other
                + ", or `ip link del "
                + device.name()
                + "` when nobody needs it (flannel, Calico, Docker and Open vSwitch make such interfaces)";
    }

    private static void taken(int port, Seat seat, Facts facts, Notes notes) {
        String program = facts.programPorts().get(port);
        if (program != null) {
            notes.add(
                    Ailment.PORT_TAKEN,
                    "program "
                            + program
                            + " has UDP port "
                            + port
                            + ", which overlay "
                            + seat.overlay().name()
                            + " needs",
                    "stop it, or give the overlay another `port`; `ss -lunp` shows it");
        }
    }
}
