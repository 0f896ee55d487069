package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Result;
import io.vxplan.cli.program.Program.Running;
import io.vxplan.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Holds the program at the firewalls of its hosts: `nft` is a script that stands still before it
/// does what it is told, or after that.
final class FirewallBrake implements Brake {
    private static final List<String> STEPS = List.of("before", "after");

    /// Reading goes on.
    private static final String STAND_IN =
            """
            #!/bin/sh
            [ "$*" = '-f -' ] || exec 'NFT' "$@"
            text=$(cat)
            when=$(cat 'FOLDER/when')
            [ "$when" = before ] || printf '%s\\n' "$text" | 'NFT' -f - || exit
            echo "$$" >>'FOLDER/standing'
            while [ "$when" != never ]; do sleep 0.05; done
            """;

    private final Program program;
    private final Lab lab;
    private final Path folder;
    private final List<String> environment;

    /// @param scratch for the stand-in
    FirewallBrake(Program program, Lab lab, Path scratch) throws IOException {
        this.program = program;
        this.lab = lab;
        this.folder = Files.createDirectory(scratch.resolve("firewall"));
        this.environment = List.of("env", "PATH=" + folder + ":" + System.getenv("PATH"));
        String nft = Shell.run("readlink -f \"$(command -v nft)\"").strip();
        Path standIn = folder.resolve("nft");
        Files.writeString(
                standIn, STAND_IN.replace("NFT", nft).replace("FOLDER", folder.toString()));
        assertThat(standIn.toFile().setExecutable(true)).isTrue();
    }

    @Override
    public void rehearse() throws IOException {
        try (Running running = start("never")) {
            Result result = running.await();
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        assertThat(standing()).hasSameSizeAs(lab.hosts());
    }

    private Running start(String when) throws IOException {
        Files.writeString(folder.resolve("when"), when);
        Files.deleteIfExists(folder.resolve("standing"));
        return program.start(environment, "apply", "--yes", lab.inventory().toString());
    }

    /// Processes of the stand-in.
    private List<Long> standing() throws IOException {
        Path file = folder.resolve("standing");
        if (Files.notExists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(Long::valueOf).toList();
        }
    }

    @Override
    public int steps() {
        return STEPS.size();
    }

    @Override
    public void killAt(int step) throws IOException {
        try (Running running = start(STEPS.get(step))) {
            Shell.await(running, () -> standing().size() == lab.hosts().size());
            Shell.kill(running);
        }
        for (long process : standing()) {
            Shell.run("kill -9 " + process);
        }
    }
}
