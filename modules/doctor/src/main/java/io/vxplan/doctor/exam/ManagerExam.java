package io.vxplan.doctor.exam;

import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.Facts.NetworkFile;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.facts.Part.Seat;
import io.vxplan.doctor.finding.Ailment;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Programs that see to networks, and would see to ours. Where the topology persists, `apply`
/// writes the files that keep them away.
final class ManagerExam {
    private static final String PERSIST =
            "`persistence: unit` in the topology makes `apply` write that file";
    private static final Pattern INTERFACE = Pattern.compile("interface-name:=?([^;,]+)");
    private static final Pattern FOREIGN_ROUTES =
            Pattern.compile("\\s*ManageForeignRoutes\\s*=\\s*(no|false|0|off)\\s*");

    private ManagerExam() {}

    static void of(Part part, Facts facts, Notes notes) {
        if (part.persists()) {
            return;
        }
        if (facts.programs().contains("NetworkManager")) {
            networkManager(part, facts, notes);
        }
        if (facts.programs().contains("systemd-network")) {
            foreignRoutes(part, facts, notes);
            matched(part, facts, notes);
        }
    }

    private static void networkManager(Part part, Facts facts, Notes notes) {
        List<String> managed =
                part.devices()
                        .filter(device ->
                                facts.networkManager().stream()
                                        .noneMatch(line -> leavesAlone(line, device)))
                        .toList();
        if (!managed.isEmpty()) {
            notes.add(
                    Ailment.NETWORK_MANAGER,
                    "NetworkManager runs, and nothing tells it to leave "
                            + String.join(", ", managed)
                            + " alone: it may take the interface down or change its addresses",
                    "a file in /etc/NetworkManager/conf.d with `[keyfile]` and `unmanaged-devices=interface-name:"
                            + String.join(";interface-name:", managed)
                            + "`; "
                            + PERSIST);
        }
    }

    /// `unmanaged-devices=` of `[keyfile]`, or `match-device=` of a `[device]` section, which is
    /// there for `managed=0` as good as always.
    private static boolean leavesAlone(String line, String device) {
        String setting = line.replace(" ", "");
        if (!setting.startsWith("unmanaged-devices") && !setting.startsWith("match-device")) {
            return false;
        }
        if (setting.contains("type:vxlan") && !setting.contains("except:type:vxlan")) {
            return true;
        }
        Matcher name = INTERFACE.matcher(setting);
        while (name.find()) {
            if (Glob.matches(name.group(1), device)) {
                return true;
            }
        }
        return false;
    }

    private static void foreignRoutes(Part part, Facts facts, Notes notes) {
        boolean keeps =
                facts.networkd().stream().anyMatch(line -> FOREIGN_ROUTES.matcher(line).matches());
        boolean routes =
                part.seats().stream().anyMatch(seat -> seat.isRouted() && !seat.beyond().isEmpty());
        if (routes && !keeps) {
            notes.add(
                    Ailment.NETWORKD,
                    "systemd-networkd runs, and removes routes that it did not make when it starts anew",
                    "a file in /etc/systemd/networkd.conf.d with `[Network]` and `ManageForeignRoutes=no`; "
                            + PERSIST);
        }
    }

    private static void matched(Part part, Facts facts, Notes notes) {
        for (Seat seat : part.seats()) {
            facts.networks().stream()
                    .filter(file -> matches(file, seat.device()))
                    .findFirst()
                    .filter(file -> !isUnmanaged(file))
                    .ifPresent(file ->
                            notes.add(
                                    Ailment.NETWORKD,
                                    "systemd-networkd runs, and "
                                            + file.path()
                                            + " tells it to configure "
                                            + seat.device()
                                            + " of overlay "
                                            + seat.overlay().name(),
                                    "make `[Match]` of that file narrower, or put a file before it that matches `Name="
                                            + seat.device()
                                            + "` and says `Unmanaged=yes` in `[Link]`; "
                                            + PERSIST));
        }
    }

    private static boolean matches(NetworkFile file, String device) {
        return file.lines().stream()
                .filter(line -> line.startsWith("Name="))
                .flatMap(line -> Arrays.stream(line.substring(5).split(" ", -1)))
                .anyMatch(pattern -> Glob.matches(pattern, device));
    }

    private static boolean isUnmanaged(NetworkFile file) {
        return file.lines().stream().anyMatch(line -> line.matches("Unmanaged=(yes|true|1|on)"));
    }
}
