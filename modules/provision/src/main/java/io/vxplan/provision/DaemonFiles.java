package io.vxplan.provision;

import io.vxplan.inventory.part.HostPart;
import io.vxplan.model.HostName;
import io.vxplan.model.Secret;
import io.vxplan.model.Sha256;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What runs both daemons of one discovery entry on a host: files and systemd units. Made once for
/// all hosts, which share the secrets: to digest those takes its time.
public final class DaemonFiles {
    private final String topology;
    private final String discovery;
    private final SortedMap<String, Secret> secrets;
    private final Runtime runtime;
    private final String secretDigest;

    /// What a host gets beside what is in its kernel.
    public record OnHost(Runtime runtime, List<TextFile> files, List<ServiceUnit> units) {
        public OnHost {
            files = List.copyOf(files);
            units = List.copyOf(units);
        }
    }

    /// @param topology its name, of letters, digits, `.`, `_` and `-`
    /// @param discovery the name of the entry under `discovery`, likewise
    /// @param secrets environment variables of the discovery daemon
    public DaemonFiles(
            String topology, String discovery, Map<String, Secret> secrets, Runtime runtime) {
        this.topology = topology;
        this.discovery = discovery;
        this.secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
        this.runtime = runtime;
        this.secretDigest =
                SecretDigest.of(
                        this.secrets, bytes("vxplan-" + UnitName.joined(topology, discovery)));
    }

    public OnHost on(HostName host, HostPart part) {
        String inventory = part.inventory();
        ServiceUnit discoveryUnit =
                unit("discovery", host, List.of(inventory, part.topology(), secretDigest));
        ServiceUnit routerUnit = unit("router", host, List.of(inventory, part.routing()));
        List<TextFile> files = new ArrayList<>();
        files.add(TextFile.open(folder() + "/inventory.yaml", topology, inventory));
        files.add(TextFile.open(folder() + "/topology.yaml", topology, part.topology()));
        environment().ifPresent(files::add);
        files.add(unitFile("discovery", host, discoveryUnit));
        files.add(unitFile("router", host, routerUnit));
        return new OnHost(runtime, files, List.of(discoveryUnit, routerUnit));
    }

    /// What a daemon is started with makes the stamp: the unit's own text without it, which names
    /// the runtime, and what it reads.
    private ServiceUnit unit(String daemon, HostName host, List<String> reads) {
        String all =
                reads.stream()
                        .map(text -> text.length() + "\n" + text)
                        .collect(Collectors.joining("", unitText(daemon, host, ""), ""));
        return ServiceUnit.running(unitName(daemon), Sha256.hex(all));
    }

    private TextFile unitFile(String daemon, HostName host, ServiceUnit unit) {
        return TextFile.open(
                unit.file().path(), topology, unitText(daemon, host, unit.stamp().orElseThrow()));
    }

    private String unitText(String daemon, HostName host, String stamp) {
        String state = topology + "/" + discovery;
        return new Template("vxplan-" + daemon + ".service")
                .render(
                        Map.ofEntries(
                                Map.entry("topology", topology),
                                Map.entry("discovery", discovery),
                                Map.entry("discovery_unit", unitName("discovery")),
                                Map.entry("host", UnitSyntax.word(host.value())),
                                Map.entry("folder", folder()),
                                Map.entry("state", "/var/lib/vxplan/" + state),
                                Map.entry("private_state", "/var/lib/private/vxplan/" + state),
                                Map.entry("run", "/run/vxplan/" + state),
                                Map.entry("runtime", runtime.path()),
                                Map.entry("stamp", stamp),
                                Map.entry("secrets", !secrets.isEmpty()),
                                Map.entry(
                                        "hardening",
                                        new Template("hardening").render(Map.of()).strip())));
    }

    private Optional<TextFile> environment() {
        if (secrets.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                TextFile.secret(
                        folder() + "/discovery.env", topology, UnitSyntax.assignments(secrets)));
    }

    private String folder() {
        return TextFile.FOLDER + "/" + topology + "/" + discovery;
    }

    private String unitName(String daemon) {
        return UnitName.of(daemon, topology, discovery);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
