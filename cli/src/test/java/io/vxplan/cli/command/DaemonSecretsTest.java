package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Project;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Runtime;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.plan.diff.Differ;
import io.vxplan.plan.render.JsonPlan;
import io.vxplan.plan.render.TextPlan;
import io.vxplan.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// No secret is in plans and folders of daemons, or in what daemons log, answer and leave behind.
@Execution(ExecutionMode.CONCURRENT)
class DaemonSecretsTest extends WithSecrets {
    /// Units and files of daemons are in the plan.
    @Test
    void noPlanOfDaemonsShowsThem() throws IOException {
        done("validate inventory.yaml --topology found.yaml");
        Project project =
                Project.load(
                                folder.resolve("inventory.yaml"),
                                Optional.of(folder.resolve("found.yaml")))
                        .value()
                        .orElseThrow();
        HostName host = new HostName("h1");
        Compilation compilation = Compilation.of(project.topology(), project.locked());
        List<Resource> wanted =
                new Provision(
                                project.topology(),
                                compilation.allocations(),
                                new Runtime("0".repeat(64)))
                        .on(host);
        HostPlan plan = Differ.diff(host, "found", HostState.of(wanted), HostState.EMPTY, false);
        seen.add(plan.toString());
        seen.add(new TextPlan(false).host(plan));
        seen.add(JsonPlan.text(plan));
        for (String text : seen.subList(seen.size() - 2, seen.size())) {
            assertThat(text)
                    .contains("file /etc/vxplan/found/g/discovery.env")
                    .contains("vxplan-discovery-found-g.service")
                    .contains("(secret)");
        }
        for (String overlay : List.of("m", "g", "e", "d")) {
            done(
                    "render compose inventory.yaml --topology found.yaml --host h1 --overlay %1$s --output-dir ./compose/%1$s"
                            .formatted(overlay));
        }
        try (Stream<Path> files = Files.walk(folder.resolve("compose"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().endsWith(".env")) {
                    seen.add(Files.readString(file));
                }
            }
        }
        assertNoneIsSeen();
    }

    /// With all that they log, answer and leave behind.
    @Test
    void noDaemonShowsThem() throws Exception {
        List<Process> daemons = new ArrayList<>();
        List<String> modes =
                Boolean.getBoolean("long")
                        ? List.of("multicast", "gossip", "etcd", "dns")
                        : List.of("multicast", "etcd", "dns");
        try {
            for (String mode : modes) {
                daemons.add(daemon(mode, 4800 + modes.indexOf(mode)));
            }
            for (String mode : modes) {
                await(mode, daemons.get(modes.indexOf(mode)));
                for (String page : List.of("health", "metrics")) {
                    seen.add(answer(4800 + modes.indexOf(mode), page));
                }
                say("show status --state-dir ./state-" + mode);
                say("show peers --state-dir ./state-" + mode + " --output json");
            }
        } finally {
            daemons.forEach(Process::destroy);
        }
        for (Process daemon : daemons) {
            daemon.waitFor();
        }
        for (String mode : modes) {
            seen.add(site.read(mode + ".log"));
            try (Stream<Path> files = Files.walk(folder.resolve("state-" + mode))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    seen.add(Files.readString(file));
                }
            }
        }
        assertNoneIsSeen();
    }

    private Process daemon(String mode, int port) throws IOException {
        List<String> command = new ArrayList<>(site.inside("h1"));
        command.addAll(
                program(
                        "discovery",
                        "run",
                        "--state-dir",
                        folder.resolve("state-" + mode).toString(),
                        "--health",
                        "127.0.0.1:" + port));
        Map<String, String> environment =
                Map.of(
                        "STACK_ID",
                        "a",
                        "VNI",
                        "1000",
                        "HOST_IP",
                        "198.51.100.2",
                        "DISCOVERY_MODE",
                        mode,
                        "LOG_LEVEL",
                        "debug",
                        "DISCOVERY_PORT",
                        "4790");
        Map<String, String> all = new HashMap<>(environment);
        switch (mode) {
            case "etcd" -> {
                all.put("ETCD_ENDPOINTS", "127.0.0.1:1");
                all.put("ETCD_USERNAME", "u");
                all.put("ETCD_PASSWORD", ETCD);
            }
            case "dns" -> {
                all.put("DNS_DOMAIN", "example.com");
                all.put("DNS_SERVER", "127.0.0.1");
                all.put("DNS_TSIG_NAME", "t");
                all.put("DNS_TSIG_KEY", TSIG);
            }
            case String _ -> all.put("DISCOVERY_KEY", SHARED);
        }
        return start(command, all, mode + ".log");
    }

    private void await(String mode, Process daemon) throws Exception {
        // Neither a server of etcd nor one of DNS is there, which is told.
        String last = mode.equals("etcd") || mode.equals("dns") ? "warn: " : "info: started";
        while (!site.read(mode + ".log").contains(last)) {
            assertThat(daemon.isAlive()).as(site.read(mode + ".log")).isTrue();
            Thread.sleep(20);
        }
    }

    private String answer(int port, String page) {
        return site.sh(
                "h1",
                "python3 -c 'import urllib.request as u; print(u.urlopen(\"http://127.0.0.1:%d/%s\", timeout=9).read().decode())' || :"
                        .formatted(port, page));
    }
}
