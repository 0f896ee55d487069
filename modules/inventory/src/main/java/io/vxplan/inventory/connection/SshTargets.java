package io.vxplan.inventory.connection;

import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.connection.SshConfig.Destination;
import io.vxplan.inventory.connection.SshConfig.Settings;
import io.vxplan.inventory.secret.SecretSource;
import io.vxplan.inventory.secret.Secrets;
import io.vxplan.inventory.secret.ShellWords;
import io.vxplan.model.Connection.Become;
import io.vxplan.model.Connection.Ssh;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes an SSH connection of variables: first the inventory's, then what `ansible_ssh_*_args` say,
/// then the user's ssh configuration, then the defaults.
final class SshTargets {
    static final int DEFAULT_PORT = 22;

    /// Ansible's.
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private static final int MAX_PORT = 65_535;
    private static final int MAX_SECONDS = 3_600;

    /// In the order in which Ansible puts them on ssh's command line.
    private static final List<String> ARGUMENTS =
            List.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args");

    private final HostVariables variables;
    private final SshConfig config;
    private final Secrets secrets;
    private final List<Diagnostic> problems;

    SshTargets(
            HostVariables variables, SshConfig config, Secrets secrets, List<Diagnostic> problems) {
        this.variables = variables;
        this.config = config;
        this.secrets = secrets;
        this.problems = problems;
    }

    Ssh target(HostName host) {
        SshArguments arguments = arguments();
        String address = text("ansible_host", "ansible_ssh_host").orElse(host.value());
        Optional<String> user = text("ansible_user", "ansible_ssh_user").or(arguments::user);
        Optional<Integer> port =
                variables
                        .number(MAX_PORT, "ansible_port", "ansible_ssh_port")
                        .map(Located::value)
                        .or(arguments::port);
        Settings settings = settings(new Destination(address, user, port, arguments.configFile()));

        Optional<Secret> passphrase =
                secret(
                        "vxplan_ssh_passphrase",
                        "ansible_ssh_private_key_passphrase",
                        "vxplan_ssh_passphrase");
        Duration timeout = timeout(arguments, settings);
        List<Path> keyFiles = keyFiles(arguments);
        List<Path> knownHosts = knownHosts(arguments);
        Optional<Path> namespace = variables.text("vxplan_socket_netns").map(Namespaces::path);
        Jumps jumps =
                new Jumps(
                        config,
                        new Jumps.Common(
                                arguments.configFile(),
                                keyFiles,
                                passphrase,
                                knownHosts,
                                timeout,
                                namespace),
                        problems);
        return new Ssh(
                settings.hostname().orElse(address),
                port.or(settings::port).orElse(DEFAULT_PORT),
                user.or(settings::user).orElse(System.getProperty("user.name")),
                keyFiles.isEmpty() ? settings.identityFiles() : keyFiles,
                secret(
                        "vxplan_ssh_password",
                        "ansible_password",
                        "ansible_ssh_pass",
                        "ansible_ssh_password"),
                passphrase,
                knownHosts.isEmpty() ? settings.knownHosts() : knownHosts,
                become(),
                jumps(jumps, arguments, settings),
                timeout,
                namespace);
    }

    private Optional<String> text(String... names) {
        return variables.text(names).map(Located::value);
    }

    /// @param elsewhere what the variables begin with that say where it is; they win
    /// @param names of variables that hold it
    private Optional<Secret> secret(String elsewhere, String... names) {
        for (SecretSource source : SecretSource.ALL) {
            Optional<Located<String>> setting = variables.text(source.of(elsewhere));
            if (setting.isPresent()) {
                return fetched(source, source.of(elsewhere), setting.get());
            }
        }
        return text(names).map(Secret::new);
    }

    private Optional<Secret> fetched(SecretSource source, String name, Located<String> setting) {
        try {
            String where = setting.value();
            String said = source == SecretSource.FILE ? UserPaths.of(where).toString() : where;
            return Optional.of(secrets.fetch(source, said, Path.of("")));
        } catch (Secrets.Missing e) {
            problems.add(Diagnostic.error(setting.at(), name + " can't be used", e.why()));
            return Optional.empty();
        }
    }

    private SshArguments arguments() {
        List<String> words = new ArrayList<>();
        for (String name : ARGUMENTS) {
            Optional<Located<String>> line = variables.text(name);
            line.ifPresent(it -> words.addAll(words(it)));
        }
        try {
            SshArguments arguments = SshArguments.parse(words);
            // Numbers are checked when they are asked for.
            arguments.port();
            arguments.timeout();
            return arguments;
        } catch (IllegalArgumentException e) {
            complain("bad ssh arguments: " + e.getMessage(), "");
            return SshArguments.parse(List.of());
        }
    }

    private List<String> words(Located<String> line) {
        try {
            return ShellWords.split(line.value());
        } catch (IllegalArgumentException e) {
            problems.add(Diagnostic.error(line.at(), String.valueOf(e.getMessage()), ""));
            return List.of();
        }
    }

    private Settings settings(Destination destination) {
        Parsed<Settings> parsed = config.of(destination);
        problems.addAll(parsed.problems());
        return parsed.value().orElse(Settings.NONE);
    }

    private Duration timeout(SshArguments arguments, Settings settings) {
        return variables
                .number(MAX_SECONDS, "ansible_timeout", "ansible_ssh_timeout")
                .map(seconds -> Duration.ofSeconds(seconds.value()))
                .or(arguments::timeout)
                .or(settings::timeout)
                .orElse(DEFAULT_TIMEOUT);
    }

    private List<Path> keyFiles(SshArguments arguments) {
        return text("ansible_private_key_file", "ansible_ssh_private_key_file")
                .map(UserPaths::of)
                .or(arguments::keyFile)
                .stream()
                .toList();
    }

    private List<Path> knownHosts(SshArguments arguments) {
        List<Path> files =
                variables.texts("vxplan_known_hosts").stream()
                        .map(file -> UserPaths.of(file.value()))
                        .toList();
        return files.isEmpty() ? arguments.knownHosts() : files;
    }

    private List<Ssh> jumps(Jumps jumps, SshArguments arguments, Settings settings) {
        try {
            return jumps.resolve(arguments, settings);
        } catch (IllegalArgumentException e) {
            complain(String.valueOf(e.getMessage()), "name the way with ProxyJump");
            return List.of();
        }
    }

    /// Points at the variable with ssh's arguments, where there is one.
    private void complain(String summary, String detail) {
        Optional<Located<String>> line =
                Stream.of("ansible_ssh_common_args", "ansible_ssh_extra_args", "ansible_ssh_args")
                        .flatMap(name -> variables.text(name).stream())
                        .findFirst();
        problems.add(
                line.map(it -> Diagnostic.error(it.at(), summary, detail))
                        .orElseGet(
                                () -> Diagnostic.error("ssh configuration: " + summary, detail)));
    }

    private Become become() {
        boolean enabled = variables.flag("ansible_become").map(Located::value).orElse(false);
        Optional<Located<String>> method = variables.text("ansible_become_method");
        if (enabled && method.isPresent() && !method.get().value().matches("(.*\\.)?sudo")) {
            problems.add(
                    Diagnostic.error(
                            method.get().at(),
                            "vxplan becomes root with sudo only",
                            "leave ansible_become_method out, or log in as root"));
        }
        return new Become(
                enabled,
                text("ansible_become_user", "ansible_sudo_user").orElse("root"),
                enabled
                        ? secret(
                                "vxplan_become_password",
                                "ansible_become_password",
                                "ansible_become_pass",
                                "ansible_sudo_pass")
                        : Optional.empty());
    }
}
