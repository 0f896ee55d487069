package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.vxplan.cli.ExitCode;
import io.vxplan.cli.program.Program.Result;
import io.vxplan.cli.program.Program.Running;
import io.vxplan.cli.program.Program.User;
import io.vxplan.lab.docker.HostImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/// Hosts as containers: those of a lab, and such as somebody else has started. Needs root, docker
/// and debootstrap.
@ResourceLock(Program.LABS)
class DockerIT {
    private static final String INVENTORY = "three-hosts/inventory.yaml";
    private static final String CONTAINERS = "vxplan.three-hosts-[0-9a-f]+.host.";

    @TempDir private static Path folder;

    private static Program program;
    private static DockerDaemon docker;

    @BeforeAll
    static void start() throws Exception {
        docker = new DockerDaemon();
        program = new Program(Files.createDirectory(folder.resolve("program")));
    }

    @AfterAll
    static void stop() throws IOException {
        docker.close();
    }

    @AfterEach
    void noContainerIsLeft() {
        assertThat(DockerDaemon.containers()).isEmpty();
    }

    private static Result run(int exitCode, String... args) throws IOException {
        Result result = program.run(User.ROOT, args);
        assertThat(result.exitCode())
                .as("%s: %s", List.of(args), result.output())
                .isEqualTo(exitCode);
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"three-hosts", "red-green"})
    void anExampleOnContainers(String example) throws IOException {
        Result result =
                run(
                        ExitCode.DONE,
                        "lab",
                        "run",
                        "--provider",
                        "docker",
                        program.inventory(example).toString());
        assertThat(result.output()).contains("lab run: down: done");
    }

    @Test
    void aLabStaysUntilItIsRemovedWhateverBecameOfIt() throws IOException {
        String inventory =
                run(ExitCode.DONE, "lab", "up", "--provider", "docker", INVENTORY)
                        .output()
                        .lines()
                        .toList()
                        .getLast();
        try {
            assertThat(DockerDaemon.containers().lines())
                    .hasSize(3)
                    .allSatisfy(name -> assertThat(name).matches(CONTAINERS + "(pcalon|rog|tera)"));
            assertThat(
                            run(
                                            ExitCode.DONE,
                                            "lab",
                                            "exec",
                                            INVENTORY,
                                            "tera",
                                            "--",
                                            "cat",
                                            "/etc/hostname")
                                    .output())
                    .isEqualTo("tera\n");
            assertThat(run(ExitCode.DONE, "lab", "status", INVENTORY).output())
                    .contains("provider   docker\n");

            Shell.run("docker kill $(docker ps --quiet --filter name=tera)");
            assertThat(run(ExitCode.ERROR, "lab", "status", INVENTORY).output())
                    .containsPattern("missing    " + CONTAINERS + "tera\n");
            // As where the program is killed before the lab is whole.
            Files.delete(Path.of(inventory).resolveSibling("lab.json"));
        } finally {
            run(ExitCode.DONE, "lab", "down", INVENTORY);
        }
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        assertThat(
                        program.run(User.NOBODY, "lab", "up", "--provider", "docker", INVENTORY)
                                .output())
                .isEqualTo(
                        "vxplan: a lab of the provider 'docker' needs root; use sudo, or --provider netns\n");
        assertThat(said(List.of("env", "DOCKER_HOST=unix:///nonexistent.sock")))
                .startsWith("vxplan: docker does not answer: ")
                .contains("unix:///nonexistent.sock")
                .endsWith("; start dockerd, or say in DOCKER_HOST where it is\n");
        assertThat(
                        said(
                                List.of(
                                        "unshare",
                                        "-m",
                                        "sh",
                                        "-c",
                                        "for docker in $(which -a docker); do mount --bind /dev/null $docker; done; exec \"$0\" \"$@\"")))
                .isEqualTo(
                        "vxplan: the provider 'docker' takes the program docker, which is not on this machine;"
                                + " install it; Debian and Ubuntu have it in the package docker.io\n");
        assertThat(said(List.of(), "--connection", "netns"))
                .isEqualTo(
                        "vxplan: hosts of the provider 'docker' can't be reached by --connection netns; leave that out: it is ssh\n");
        assertThat(program.run(User.ROOT, "lab", "status", INVENTORY).output())
                .startsWith("vxplan: there is no lab of " + INVENTORY);
    }

    private static String said(List<String> before, String... more) throws IOException {
        List<String> args =
                new ArrayList<>(List.of("lab", "up", "--provider", "docker", INVENTORY));
        args.addAll(List.of(more));
        try (Running running = program.start(before, args.toArray(new String[0]))) {
            Result result = running.await();
            assertThat(result.exitCode()).isEqualTo(ExitCode.ERROR);
            return result.output();
        }
    }

    /// In a network that is docker's, with an inventory like any other.
    @Test
    void hostsOfNoLabAreReachedByOrdinarySsh() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        Shell.run(
                "cd '%s' && ssh-keygen -q -t ed25519 -N '' -f client && ssh-keygen -q -t ed25519 -N '' -f host"
                        .formatted(own));
        String image = HostImage.ensure(_ -> {});
        try (GenericContainer<?> one = host(image, own, "one");
                GenericContainer<?> two = host(image, own, "two")) {
            one.start();
            two.start();
            Path inventory = write(own, Map.of("one", address(one), "two", address(two)));
            run(2, "plan", "--detailed-exitcode", inventory.toString());
            run(ExitCode.DONE, "apply", "--yes", inventory.toString());
            assertThat(run(ExitCode.DONE, "verify", inventory.toString()).output())
                    .contains("overlay blue (VNI 1000): 2 of 2 pings ok");
            run(ExitCode.DONE, "plan", "--detailed-exitcode", inventory.toString());
            run(ExitCode.DONE, "destroy", "--yes", inventory.toString());
        }
    }

    /// Forwarding is on beforehand: docker leaves /proc/sys read-only.
    private static GenericContainer<?> host(String image, Path own, String name) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(_ -> false)
                .withCreateContainerCmdModifier(command -> {
                    command.withHostName(name);
                    Objects.requireNonNull(command.getHostConfig())
                            .withInit(true)
                            .withCapAdd(Capability.NET_ADMIN)
                            .withSysctls(Map.of("net.ipv4.ip_forward", "1"));
                })
                .withCopyFileToContainer(
                        MountableFile.forHostPath(own.resolve("host"), 0600),
                        "/etc/ssh/ssh_host_ed25519_key")
                .withCopyFileToContainer(
                        MountableFile.forHostPath(own.resolve("client.pub"), 0600),
                        "/root/.ssh/authorized_keys")
                .waitingFor(Wait.forLogMessage(".*Server listening on 0.0.0.0.*", 1));
    }

    private static String address(GenericContainer<?> container) {
        ContainerNetwork bridge =
                Objects.requireNonNull(
                        container
                                .getContainerInfo()
                                .getNetworkSettings()
                                .getNetworks()
                                .get("bridge"));
        return Objects.requireNonNull(bridge.getIpAddress());
    }

    private static Path write(Path own, Map<String, String> addresses) throws IOException {
        StringBuilder hosts = new StringBuilder();
        StringBuilder known = new StringBuilder();
        String key = Files.readString(own.resolve("host.pub"));
        addresses.forEach((host, address) -> {
            hosts.append("    %s: { ansible_host: %s }\n".formatted(host, address));
            known.append(address).append(' ').append(key);
        });
        Path knownHosts = Files.writeString(own.resolve("known_hosts"), known);
        Files.writeString(
                own.resolve("topology.yaml"),
                """
                version: 1
                name: containers
                overlays:
                  blue: { vni: 1000, subnets: [192.168.100.0/24] }
                """);
        return Files.writeString(
                own.resolve("inventory.yaml"),
                """
                all:
                  vars:
                    ansible_user: root
                    ansible_ssh_private_key_file: %s
                    vxplan_known_hosts: %s
                    vxplan_socket_netns: %s
                  hosts:
                %s\
                """
                        .formatted(own.resolve("client"), knownHosts, docker.network(), hosts));
    }
}
