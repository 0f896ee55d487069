package io.vxplan.router.convert;

import static java.util.Objects.requireNonNull;

import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Secret;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.DiscoveryEntry;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Topology;
import io.vxplan.provision.DotEnv;
import io.vxplan.provision.Template;
import io.vxplan.provision.YamlText;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One host's part in one overlay as a folder for Docker Compose, in the form of the docker-router
/// design.
///
/// @param files texts by name
public record ComposeFolder(SortedMap<String, String> files) {
    /// Starts the build: the user's.
    public static final String SETTINGS = ".env";

    /// Holds secrets.
    public static final String SECRETS = "discovery.env";

    /// Nobody's on the host, so that what escapes is nobody as well.
    private static final String DISCOVERY_USER = "4790:4790";

    private static final List<String> PATHS = List.of("tls_ca", "tls_cert", "tls_key");

    public ComposeFolder {
        files = Collections.unmodifiableSortedMap(files);
    }

    /// @param allocations complete
    /// @param host a member of the overlay
    /// @param single both daemons in one container
    public static Parsed<ComposeFolder> of(
            Topology topology,
            Allocations allocations,
            Overlay overlay,
            HostName host,
            boolean single) {
        return new Rendering(topology, allocations, overlay, host, single).result();
    }

    private static final class Rendering {
        private final Topology topology;
        private final Allocations allocations;
        private final Overlay overlay;
        private final HostName host;
        private final boolean single;

        Rendering(
                Topology topology,
                Allocations allocations,
                Overlay overlay,
                HostName host,
                boolean single) {
            this.topology = topology;
            this.allocations = allocations;
            this.overlay = overlay;
            this.host = host;
            this.single = single;
        }

        Parsed<ComposeFolder> result() {
            List<Diagnostic> problems = new ComposeChecks(overlay, discovery()).problems();
            return problems.isEmpty()
                    ? new Parsed<>(Optional.of(new ComposeFolder(files())), problems)
                    : new Parsed<>(Optional.empty(), problems);
        }

        private SortedMap<String, String> files() {
            SortedMap<String, String> files = new TreeMap<>();
            Map<String, Object> values = values();
            files.put("compose.yaml", new Template("compose.yaml").render(values));
            files.put("discovery.yaml", new Template("discovery.yaml").render(values));
            files.put("routing.yaml", new Template("routing.yaml").render(values));
            files.put(".dockerignore", new Template("compose-dockerignore").render(values));
            files.put(SETTINGS, new Template("compose-dotenv").render(values));
            files.put(SECRETS, "# Made by vxplan: " + what() + "\n" + DotEnv.lines(credentials()));
            if (single) {
                files.put("start.sh", new Template("start.sh").render(values));
                files.put("Dockerfile", dockerfile("0:0", "[\"/bin/bash\", \"/opt/start.sh\"]"));
            } else {
                files.put(
                        "Dockerfile.discovery",
                        dockerfile(
                                DISCOVERY_USER,
                                command(
                                        "discovery",
                                        "run",
                                        "--config",
                                        "/etc/docker-router/discovery.yaml")));
                files.put("Dockerfile.router", dockerfile("0:0", command("router", "run")));
            }
            return files;
        }

        private String dockerfile(String user, String command) {
            return new Template("Dockerfile")
                    .render(
                            Map.of(
                                    "what",
                                    what(),
                                    "single",
                                    single,
                                    "user",
                                    user,
                                    "owner",
                                    single ? user : DISCOVERY_USER,
                                    "command",
                                    command));
        }

        private static String command(String... words) {
            return "[\"/opt/vxplan/bin/vxplan\", \"" + String.join("\", \"", words) + "\"]";
        }

        private Map<String, Object> values() {
            Member own = requireNonNull(overlay.members().get(host));
            Map<String, Object> values = new HashMap<>();
            values.put("what", what());
            values.put("single", single);
            values.put("stack", YamlText.scalar(host));
            values.put("vni", overlay.vni().value().value());
            values.put("subnet", YamlText.scalar(overlay.subnets().getFirst()));
            values.put("address", YamlText.scalar(address(host)));
            values.put("underlay", YamlText.scalar(own.underlay()));
            values.put("port", overlay.port());
            values.put("mtu", own.mtu().value());
            values.put("networks", networks());
            values.put("remotes", remotes());
            values.put("settings", settings());
            values.put("mounted", mounted());
            return values;
        }

        private String what() {
            return YamlText.comment(
                    "host %s in overlay %s of topology %s"
                            .formatted(host, overlay.name(), topology.name()));
        }

        private IpAddress address(HostName member) {
            return allocations.of(overlay.name(), member).getFirst().value();
        }

        private List<Map<String, String>> networks() {
            return overlay.networks().stream()
                    .filter(network -> isBehind(network, host))
                    .map(network ->
                            Map.of(
                                    "prefix",
                                    YamlText.scalar(network.prefix()),
                                    "gateway",
                                    YamlText.scalar(network.behind().getFirst().gateway())))
                    .toList();
        }

        private static boolean isBehind(Network network, HostName host) {
            return network.behind().stream().map(Attachment::host).anyMatch(host::equals);
        }

        /// Who is discovered says himself where he is and what is behind him.
        private List<Map<String, Object>> remotes() {
            if (overlay.discoveredBy().isPresent()) {
                return List.of();
            }
            return overlay.members().keySet().stream()
                    .filter(member -> !member.equals(host))
                    .map(this::remote)
                    .toList();
        }

        private Map<String, Object> remote(HostName member) {
            return Map.of(
                    "stack", YamlText.scalar(member),
                    "address", YamlText.scalar(address(member)),
                    "networks",
                            overlay.networks().stream()
                                    .filter(network -> isBehind(network, member))
                                    .map(Network::prefix)
                                    .map(Located<Prefix>::value)
                                    .map(YamlText::scalar)
                                    .toList());
        }

        private Optional<DiscoveryEntry> discovery() {
            return overlay.discoveredBy().map(topology.discovery()::get);
        }

        private SortedMap<String, Secret> credentials() {
            return discovery().map(DiscoveryEntry::credentials).orElseGet(TreeMap::new);
        }

        private List<Map<String, String>> settings() {
            return discovery()
                    .map(entry ->
                            entry.settings().entrySet().stream()
                                    .map(setting ->
                                            Map.of(
                                                    "key",
                                                    setting.getKey(),
                                                    "value",
                                                    value(setting.getValue())))
                                    .toList())
                    .orElse(List.of(Map.of("key", "mode", "value", "multicast")));
        }

        private static String value(List<Located<String>> texts) {
            List<String> values =
                    texts.stream()
                            .map(Located::value)
                            .map(text -> text.matches("[0-9]{1,9}") ? text : YamlText.scalar(text))
                            .toList();
            return values.size() == 1 ? values.getFirst() : "[" + String.join(", ", values) + "]";
        }

        /// Files of the host that discovery reads, at the same place in its container. To Compose a
        /// dollar begins a variable.
        private List<String> mounted() {
            return discovery()
                    .map(entry ->
                            PATHS.stream()
                                    .flatMap(key ->
                                            entry.settings().getOrDefault(key, List.of()).stream())
                                    .map(path -> path.value().replace("$", "$$"))
                                    .map(path -> YamlText.scalar(path + ":" + path + ":ro"))
                                    .distinct()
                                    .toList())
                    .orElse(List.of());
        }
    }
}
