package io.vxplan.provision;

import io.vxplan.model.HostName;
import io.vxplan.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What runs both daemons of one discovery entry on a host: files and systemd units. Made once for
/// all hosts, which share the secrets: to digest those takes its time.
public final class DaemonFiles {
    private static final int READABLE = 0644;
    private static final int ROOT_ONLY = 0600;
    private static final String SHA256 = "SHA-256";

    private final String topology;
    private final String discovery;
    private final SortedMap<String, Secret> secrets;
    private final String runtime;
    private final String secretDigest;

    /// @param content a secret one is shown to nobody
    public record TextFile(String path, int mode, String owner, String group, Content content) {}

    /// What is in a file.
    public sealed interface Content {
        /// For everybody's eyes.
        record Open(String text) implements Content {}

        /// Plans say only that it changes.
        record Hidden(Secret text) implements Content {}
    }

    /// @param name with `.service`
    /// @param stamp changes when anything does that the unit was started with; it is in the
    ///   environment of the process as `VXPLAN_STAMP`
    public record Unit(String name, String stamp) {}

    /// Both in the order in which they are made.
    public record OnHost(List<TextFile> files, List<Unit> units) {
        public OnHost {
            files = List.copyOf(files);
            units = List.copyOf(units);
        }
    }

    /// @param topology its name, of letters, digits, `.`, `_` and `-`
    /// @param discovery the name of the entry under `discovery`, likewise
    /// @param secrets environment variables of the discovery daemon
    /// @param runtime SHA-256 of the runtime in hexadecimal
    public DaemonFiles(
            String topology, String discovery, Map<String, Secret> secrets, String runtime) {
        this.topology = topology;
        this.discovery = discovery;
        this.secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
        this.runtime = runtime;
        this.secretDigest = SecretDigest.of(this.secrets, bytes(id("vxplan", "")));
    }

    /// @param inventoryText the host's own part, in the published form
    /// @param topologyText likewise
    public OnHost on(HostName host, String inventoryText, String topologyText) {
        List<TextFile> settings = new ArrayList<>();
        settings.add(open(folder() + "/inventory.yaml", marked(inventoryText)));
        settings.add(open(folder() + "/topology.yaml", marked(topologyText)));

        Unit discoveryUnit = unit("discovery", host, settings, secretDigest);
        Unit routerUnit = unit("router", host, settings, "");
        List<TextFile> files = new ArrayList<>(settings);
        environment().ifPresent(files::add);
        files.add(unitFile("discovery", host, discoveryUnit));
        files.add(unitFile("router", host, routerUnit));
        return new OnHost(files, List.of(discoveryUnit, routerUnit));
    }

    /// What the daemons are started with makes the stamp: the unit's own text without it, the files
    /// that it reads and the runtime.
    private Unit unit(String daemon, HostName host, List<TextFile> reads, String further) {
        MessageDigest digest = sha256();
        digest.update(bytes(unitText(daemon, host, "")));
        reads.forEach(file -> digest.update(bytes(file.path() + "\n" + file.content())));
        digest.update(bytes(further));
        return new Unit(unitName(daemon), HexFormat.of().formatHex(digest.digest()));
    }

    private TextFile unitFile(String daemon, HostName host, Unit unit) {
        return open("/etc/systemd/system/" + unit.name(), unitText(daemon, host, unit.stamp()));
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
                                Map.entry("runtime", "/opt/vxplan/runtime/" + runtime),
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
        StringBuilder lines = new StringBuilder(mark());
        secrets.forEach(
                (name, secret) -> lines.append(UnitSyntax.assignment(name, secret.reveal())));
        return Optional.of(
                new TextFile(
                        folder() + "/discovery.env",
                        ROOT_ONLY,
                        "root",
                        "root",
                        new Content.Hidden(new Secret(lines.toString()))));
    }

    private static TextFile open(String path, String text) {
        return new TextFile(path, READABLE, "root", "root", new Content.Open(text));
    }

    private String marked(String text) {
        return text.startsWith(mark()) ? text : mark() + text;
    }

    private String mark() {
        return "# Made by vxplan: " + topology + "\n";
    }

    private String folder() {
        return "/etc/vxplan/" + topology + "/" + discovery;
    }

    private String unitName(String daemon) {
        return id("vxplan-" + daemon, ".service");
    }

    private String id(String prefix, String suffix) {
        return prefix + "-" + topology + "-" + discovery + suffix;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance(SHA256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + SHA256, e);
        }
    }
}
