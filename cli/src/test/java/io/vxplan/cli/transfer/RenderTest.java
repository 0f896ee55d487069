package io.vxplan.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.command.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderTest {
    @TempDir private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(
                folder.resolve("inventory.yaml"),
                """
                all:
                  hosts:
                    a: { ansible_host: 10.0.0.1 }
                    b: { ansible_host: 10.0.0.2 }
                """);
        Files.writeString(
                folder.resolve("topology.yaml"),
                """
                version: 1
                name: demo
                overlays:
                  blue:
                    vni: 1000
                    subnets: [192.168.100.0/24]
                    members: { a: { address: 192.168.100.1 }, b: { address: 192.168.100.2 } }
                  red:
                    vni: 1001
                    hosts: b
                    subnets: [192.168.101.0/24]
                """);
    }

    private Said run(String rest) {
        return Said.in(folder, "render compose inventory.yaml --output-dir ./out " + rest);
    }

    @Test
    void writesAFolderAndKeepsWhatIsTheUsers() throws IOException {
        Said first = run("--host a");

        assertThat(first)
                .isEqualTo(
                        new Said(
                                ExitCode.DONE,
                                "",
                                """
                                wrote ./out/.dockerignore
                                wrote ./out/.env
                                wrote ./out/Dockerfile.discovery
                                wrote ./out/Dockerfile.router
                                wrote ./out/compose.yaml
                                wrote ./out/discovery.env
                                wrote ./out/discovery.yaml
                                wrote ./out/routing.yaml
                                """));
        Path out = folder.resolve("out");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(out.resolve("discovery.env"))))
                .isEqualTo("rw-------");

        Files.writeString(out.resolve(".env"), "VXPLAN_DISTRIBUTION=mine\n");
        Files.writeString(out.resolve("routing.yaml"), "# Made by vxplan: once\n");
        assertThat(run("--host a").messages())
                .isEqualTo("kept ./out/.env\nwrote ./out/routing.yaml\n");
    }

    @Test
    void whatSomebodyElseHasWrittenStaysUnlessForced() throws IOException {
        Path compose = Files.createDirectories(folder.resolve("out")).resolve("compose.yaml");
        Files.writeString(compose, "services: {}\n");

        assertThat(run("--host a"))
                .isEqualTo(
                        new Said(
                                ExitCode.ERROR,
                                "",
                                "./out/compose.yaml: error: it is there already, and vxplan has not made it; choose another --output-dir, or say --force to overwrite it\n"));
        assertThat(folder.resolve("out")).isDirectoryContaining(path -> path.equals(compose));
        assertThat(Files.exists(folder.resolve("out/routing.yaml"))).isFalse();
        assertThat(run("--host a --force").exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aHostInSeveralOverlaysNeedsToBeToldWhich() {
        assertThat(run("--host b").messages())
                .isEqualTo(
                        "error: host 'b' is in several overlays; say --overlay, one of blue, red\n");
        assertThat(run("--host a --overlay red").messages())
                .isEqualTo("error: host 'a' is not in overlay 'red'; say --overlay, one of blue\n");
        assertThat(run("--host aa").messages())
                .isEqualTo("error: host 'aa' is in no overlay; did you mean 'a'?\n");
    }

    @Test
    void anAddressThatIsWrittenNowhereIsSaid() {
        assertThat(run("--host b --overlay red --single").messages())
                .startsWith(
                        "topology.yaml:8:3: warning: address 192.168.101.1 of host 'b' is in no file of yours; another time it may be another: give it under `members`\n");
    }
}
