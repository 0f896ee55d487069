package io.vxplan.inventory.connection;

import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Nearest;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.secret.Secrets;
import io.vxplan.inventory.template.Templates;
import io.vxplan.model.Connection;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the hosts of an inventory are reached. A host is looked at when it is asked for: only then
/// are its templates rendered and is ssh asked for its configuration.
public final class Connections {
    private static final List<String> KINDS =
            List.of("ssh", "smart", "paramiko", "paramiko_ssh", "local", "netns");

    private final Inventory inventory;
    private final Templates templates;
    private final SshConfig sshConfig;
    private final Secrets secrets = Secrets.ofUser();

    public Connections(Inventory inventory, SshConfig sshConfig) {
        this.inventory = inventory;
        this.templates = new Templates(inventory);
        this.sshConfig = sshConfig;
    }

    /// @throws IllegalArgumentException where there is no such host
    public Parsed<Connection> of(HostName host) {
        List<Diagnostic> problems = new ArrayList<>();
        HostVariables variables = new HostVariables(inventory.host(host), templates, problems);
        Optional<Connection> connection = connection(host, variables, problems);
        boolean failed = problems.stream().anyMatch(Diagnostic::isError);
        return new Parsed<>(
                failed ? Optional.empty() : connection, problems.stream().distinct().toList());
    }

    private Optional<Connection> connection(
            HostName host, HostVariables variables, List<Diagnostic> problems) {
        Optional<Located<String>> kind = variables.text("ansible_connection");
        String name = kind.map(Located::value).orElse("ssh").replace("ansible.builtin.", "");
        return switch (name) {
            case "local" -> Optional.of(new Connection.Local());
            case "netns" -> namespace(variables, inventory.host(host).at(), problems);
            case "ssh", "smart", "paramiko", "paramiko_ssh" ->
                    Optional.of(
                            new SshTargets(variables, sshConfig, secrets, problems).target(host));
            case String other -> {
                kind.ifPresent(it ->
                        problems.add(
                                Diagnostic.error(
                                        it.at(),
                                        "vxplan has no connection '%s'".formatted(other),
                                        advice(other))));
                yield Optional.empty();
            }
        };
    }

    private static String advice(String kind) {
        return Nearest.of(kind, KINDS)
                .map("did you mean '%s'?"::formatted)
                .orElse("it has ssh, local and netns");
    }

    private static Optional<Connection> namespace(
            HostVariables variables, Location host, List<Diagnostic> problems) {
        Optional<Located<String>> path = variables.text("vxplan_netns");
        if (path.isEmpty()) {
            problems.add(
                    Diagnostic.error(
                            host,
                            "a host in a network namespace needs 'vxplan_netns'",
                            "the name or the path of the namespace"));
        }
        return path.map(Namespaces::path).map(Connection.Namespace::new);
    }
}
