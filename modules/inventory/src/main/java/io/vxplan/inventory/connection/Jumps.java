package io.vxplan.inventory.connection;

import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.connection.SshConfig.Destination;
import io.vxplan.inventory.connection.SshConfig.Settings;
import io.vxplan.inventory.secret.ShellWords;
import io.vxplan.model.Connection.Become;
import io.vxplan.model.Connection.Ssh;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Resolves the hosts to go through. The user's ssh configuration speaks of each of them too, and
/// may send the first one through others.
final class Jumps {
    private static final int MAX_HOPS = 8;
    private static final String NO_JUMP = "none";

    private final SshConfig config;
    private final Common common;
    private final List<Diagnostic> problems;

    /// What a jump host has from the target.
    ///
    /// @param keyFiles for jump hosts that the configuration has none for
    /// @param knownHosts for all of them, if not empty
    record Common(
            Optional<Path> configFile,
            List<Path> keyFiles,
            Optional<Secret> passphrase,
            List<Path> knownHosts,
            Duration timeout,
            Optional<Path> socketNamespace) {}

    Jumps(SshConfig config, Common common, List<Diagnostic> problems) {
        this.config = config;
        this.common = common;
        this.problems = problems;
    }

    /// @param arguments win over the configuration
    /// @throws IllegalArgumentException where they name no jump hosts, with the reason
    List<Ssh> resolve(SshArguments arguments, Settings settings) {
        if (arguments.proxyJump().isPresent()) {
            return resolve(arguments.proxyJump().get());
        }
        if (arguments.proxyCommand().isPresent()) {
            return command(arguments.proxyCommand().get());
        }
        if (settings.proxyJump().isPresent()) {
            return resolve(settings.proxyJump().get());
        }
        return settings.proxyCommand().map(this::command).orElse(List.of());
    }

    private List<Ssh> resolve(String text) {
        return text.equals(NO_JUMP) ? List.of() : hops(Jump.parse(text), 0);
    }

    private List<Ssh> command(String text) {
        if (text.equals(NO_JUMP)) {
            return List.of();
        }
        return Jump.ofCommand(ShellWords.split(text))
                .map(jump -> hops(List.of(jump), 0))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "vxplan runs no ProxyCommand, but for"
                                        + " `ssh -W %h:%p [user@]host`"));
    }

    private List<Ssh> hops(List<Jump> jumps, int before) {
        if (before + jumps.size() > MAX_HOPS) {
            throw new IllegalArgumentException("there are more than " + MAX_HOPS + " jump hosts");
        }
        List<Ssh> hops = new ArrayList<>();
        for (Jump jump : jumps) {
            Settings settings = settings(jump);
            Optional<String> more = settings.proxyJump().filter(text -> !text.equals(NO_JUMP));
            if (hops.isEmpty() && more.isPresent()) {
                hops.addAll(hops(Jump.parse(more.get()), before + jumps.size()));
            }
            hops.add(hop(jump, settings));
        }
        return hops;
    }

    private Settings settings(Jump jump) {
        Parsed<Settings> parsed =
                config.of(
                        new Destination(
                                jump.host(), jump.user(), jump.port(), common.configFile()));
        problems.addAll(parsed.problems());
        return parsed.value().orElse(Settings.NONE);
    }

    private Ssh hop(Jump jump, Settings settings) {
        List<Path> configured =
                settings.identityFiles().isEmpty() ? common.keyFiles() : settings.identityFiles();
        return new Ssh(
                settings.hostname().orElse(jump.host()),
                jump.port().or(settings::port).orElse(SshTargets.DEFAULT_PORT),
                jump.user().or(settings::user).orElse(System.getProperty("user.name")),
                jump.keyFile().map(List::of).orElse(configured),
                Optional.empty(),
                common.passphrase(),
                common.knownHosts().isEmpty() ? settings.knownHosts() : common.knownHosts(),
                Become.NONE,
                List.of(),
                common.timeout(),
                common.socketNamespace());
    }
}
