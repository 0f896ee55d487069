package io.vxplan.plan.compile;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Persistence;
import io.vxplan.model.topology.Topology;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What the files of iproute2, systemd and NetworkManager can't say.
record PersistenceChecks(Topology topology) {
    /// Each of the three has characters of its own that mean something in a name: `#`, quotes,
    /// patterns, lists.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@+-]+");

    List<Diagnostic> check() {
        if (topology.persistence() == Persistence.NONE) {
            return List.of();
        }
        Map<String, Location> names = new LinkedHashMap<>();
        topology.overlays().forEach(overlay -> names(overlay, names));
        return names.entrySet().stream()
                .filter(name -> !PLAIN.matcher(name.getKey()).matches())
                .map(name -> refusal(name.getKey(), name.getValue()))
                .toList();
    }

    private static void names(Overlay overlay, Map<String, Location> names) {
        for (Member member : overlay.members().values()) {
            put(member.device(), names);
            member.bridge()
                    .ifPresent(bridge -> {
                        names.putIfAbsent(bridge.name().value(), overlay.at());
                        bridge.altName().ifPresent(name -> names.putIfAbsent(name, overlay.at()));
                    });
            member.groupDevice()
                    .ifPresent(device -> names.putIfAbsent(device.value(), overlay.at()));
        }
        overlay.endpoints()
                .forEach(endpoint -> endpoint.device().ifPresent(device -> put(device, names)));
    }

    private static void put(Located<InterfaceName> name, Map<String, Location> names) {
        names.putIfAbsent(name.value().value(), name.at());
    }

    private static Diagnostic refusal(String name, Location at) {
        return Diagnostic.error(
                at,
                "interface '" + name + "' can't be named in the files that make it persist",
                "with `persistence`, use letters, digits, '.', '_', '@', '+' and '-'");
    }
}
