package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.program.Program.Result;
import io.vxplan.cli.program.Program.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What `render compose` writes is built by Docker and runs: three hosts, each with a Docker of its
/// own, the second with both daemons in one container. Needs root, Docker and docker-compose.
class ComposeIT extends OnSegment {
    private static final int HOSTS = 3;

    /// In seconds. Docker takes its time to start a container anew, on a busy machine ten seconds.
    private static final int HOLD_DOWN = 30;

    /// Has both daemons in one container.
    private static final int SINGLE = 2;

    /// The bit of CAP_NET_ADMIN.
    private static final String NET_ADMIN = "0000000000001000";

    private static final String NONE = "0000000000000000";

    private final Map<Integer, Docker> dockers = new TreeMap<>();

    @Test
    void stacksOfContainersReachEachOther() throws Exception {
        inventory();
        for (int number = 1; number <= HOSTS; number++) {
            render(number);
            Shell.run("cd '%s' && docker-compose config --quiet".formatted(compose(number)));
        }
        if (Boolean.getBoolean("long")) {
            try {
                start();
                Ping ping = new Ping(1, 3);
                eachHasWhatItNeedsAndNoMore();
                onHost(1, "docker-compose restart");
                onHost(2, "docker-compose stop");
                Shell.await(() -> !Segment.answers(1, 2));
                onHost(2, "docker-compose start");
                reachEachOther();
                assertThat(ping.end()).contains(" 0% packet loss");
            } finally {
                for (Docker docker : dockers.values()) {
                    docker.close();
                }
                Shell.run("umount '%s' || :".formatted(folder.resolve("base")));
            }
        }
    }

    private void inventory() throws IOException {
        StringBuilder hosts = new StringBuilder("all:\n  hosts:\n");
        StringBuilder members = new StringBuilder();
        StringBuilder networks = new StringBuilder();
        for (int number = 1; number <= HOSTS; number++) {
            hosts.append(
                    "    h%d: { ansible_host: %s }\n".formatted(number, Segment.address(number)));
            members.append("      h%1$d: { address: 192.168.100.%1$d }\n".formatted(number));
            networks.append("      172.20.%1$d.0/24: { behind: h%1$d }\n".formatted(number));
        }
        Files.writeString(folder.resolve("inventory.yaml"), hosts);
        Files.writeString(folder.resolve("key"), "0123456789 a secret\n");
        Files.writeString(
                folder.resolve("topology.yaml"),
                """
                version: 1
                name: demo
                overlays:
                  blue:
                    vni: 1000
                    subnets: [192.168.100.0/24]
                    membership: { discovered: lan }
                    members:
                %s    networks:
                %sdiscovery:
                  lan: { announce_interval: 1s, peer_timeout: 3s, key_file: key }
                """
                        .formatted(members, networks));
    }

    private Path compose(int number) {
        return folder.resolve("h" + number);
    }

    private void render(int number) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "render",
                                "compose",
                                folder.resolve("inventory.yaml").toString(),
                                "--host=h" + number,
                                "--output-dir=" + compose(number)));
        if (number == SINGLE) {
            words.add("--single");
        }
        Result rendered = program.run(User.ROOT, words.toArray(String[]::new));
        assertThat(rendered.exitCode()).as(rendered.output()).isZero();
    }

    /// Each builds its own images, as its user would.
    private void start() throws IOException {
        debian();
        Distribution.standalone(folder.resolve("vxplan"));
        for (int number = 1; number <= HOSTS; number++) {
            segment.addHost(number);
            dockers.put(number, Docker.start(number, folder.resolve("docker" + number)));
            Shell.run(
                    """
                    cp -a '%1$s/vxplan' '%2$s'
                    echo BASE=debian >>'%2$s/.env'
                    sed -i 's/^HOLD_DOWN=.*/HOLD_DOWN=%3$d/' '%2$s/.env'
                    """
                            .formatted(folder, compose(number), HOLD_DOWN));
            onHost(
                    number,
                    """
                    tar -C '%s' -c . | docker import - debian >/dev/null
                    docker-compose up --build --detach
                    """
                            .formatted(folder.resolve("base")));
        }
        reachEachOther();
    }

    /// As small as it can be, in memory; no registry is asked for an image.
    private void debian() {
        Shell.run(
                """
                mkdir '%1$s'
                mount -t tmpfs vxplan-test '%1$s'
                . /etc/os-release
                mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $VERSION_CODENAME" | head -n 1)
                debootstrap --variant=minbase "$VERSION_CODENAME" '%1$s' $mirror
                """
                        .formatted(folder.resolve("base")));
    }

    private String onHost(int number, String script) {
        return Objects.requireNonNull(dockers.get(number))
                .run("cd '%s'\n%s".formatted(compose(number), script));
    }

    private static void reachEachOther() throws IOException {
        for (int number = 1; number <= HOSTS; number++) {
            int from = number;
            int to = number % HOSTS + 1;
            Shell.await(() -> Segment.answers(from, to));
        }
    }

    private void eachHasWhatItNeedsAndNoMore() {
        assertThat(status(1, "discovery"))
                .containsOnly("Uid: 4790 4790 4790 4790", "CapEff: " + NONE, "CapBnd: " + NONE);
        assertThat(status(1, "router"))
                .containsOnly("Uid: 0 0 0 0", "CapEff: " + NET_ADMIN, "CapBnd: " + NET_ADMIN);
        assertThat(status(2, "docker-router")).contains("CapBnd: " + NET_ADMIN);
        assertThat(
                        onHost(
                                1,
                                "docker-compose exec -T router touch /var/lib/docker-router/x 2>&1 || :"))
                .contains("Read-only file system");
        assertThat(onHost(1, "docker-compose exec -T router touch /x 2>&1 || :"))
                .contains("Read-only file system");
    }

    /// Of the first process of a container.
    private List<String> status(int number, String service) {
        return onHost(
                        number,
                        """
                        pid=$(docker inspect --format '{{.State.Pid}}' $(docker-compose ps -q %s))
                        grep -E '^(Uid|CapEff|CapBnd):' /proc/$pid/status | tr '\\t' ' '
                        """
                                .formatted(service))
                .lines()
                .toList();
    }
}
