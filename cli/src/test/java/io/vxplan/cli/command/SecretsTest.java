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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Secrets are planted in the inventory, the topology, files and the environment, and then looked
/// for in all that can be seen: what commands print, what they leave in files, what daemons log and
/// answer, every program that is started here or on a host with its arguments, and sshd's log.
@Execution(ExecutionMode.CONCURRENT)
class SecretsTest {
    private static final String LOGIN = "planted-login-password";
    private static final String PASSPHRASE = "planted-passphrase";
    private static final String SHARED = "planted-key-of-all-hosts";
    private static final String ETCD = "planted-etcd-password";
    private static final String TSIG =
            Base64.getEncoder()
                    .encodeToString(
                            "planted-tsig-key-of-32-bytes-all".getBytes(StandardCharsets.UTF_8));
    private static final List<String> SECRETS =
            List.of(SshSite.PASSWORD, LOGIN, PASSPHRASE, SHARED, ETCD, TSIG);

    private static final String STATIC =
            "version: 1\nname: demo\noverlays: { blue: { vni: 1000, subnets: [10.0.0.0/24] } }\n";

    private static final String DISCOVERED =
            """
            version: 1
            name: found
            overlays:
              m: { vni: 1001, subnets: [10.0.1.0/24], membership: { discovered: m } }
              g: { vni: 1002, subnets: [10.0.2.0/24], membership: { discovered: g } }
              e: { vni: 1003, subnets: [10.0.3.0/24], membership: { discovered: e } }
              d: { vni: 1004, subnets: [10.0.4.0/24], membership: { discovered: d } }
            discovery:
              m: { key_file: shared }
              g: { mode: gossip, port: 4789, gossip_seeds: [198.51.100.2], key_command: "cat 'FOLDER/shared'" }
              e: { mode: etcd, etcd_endpoints: ["127.0.0.1:1"], username: u, password_file: etcd }
              d: { mode: dns, dns_domain: example.com, dns_server: 127.0.0.1, dns_tsig_name: t, dns_tsig_key_file: tsig }
            """;

    @TempDir private Path folder;
    private SshSite site;
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void plant() {
        site = new SshSite(folder);
        site.sh("client", "ssh-keygen -q -p -f '%s/key' -P '' -N %s".formatted(folder, PASSPHRASE));
        site.write("inventory.yaml", inventory("ansible_become_password: '{{ of_root }}'"));
        site.write("topology.yaml", STATIC);
        site.write("found.yaml", DISCOVERED.replace("FOLDER", folder.toString()));
        site.write("shared", SHARED);
        site.write("etcd", ETCD);
        site.write("tsig", TSIG);
    }

    private String inventory(String become) {
        return site.inventory(
                        """
                        , ansible_become: true, ansible_password: %s, vxplan_ssh_passphrase: %s, of_root: %s, %s\
                        """
                                .formatted(LOGIN, PASSPHRASE, SshSite.PASSWORD, become))
                .replace("ansible_user: root", "ansible_user: alice");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Said say(String command) {
        Said said = site.vxplan(command);
        seen.add(said.results());
        seen.add(said.messages());
        return said;
    }

    private void done(String command) {
        Said said = say(command);
        assertThat(said.exitCode()).as(command + ": " + said).isZero();
    }

    private void assertNoneIsSeen() {
        for (String secret : SECRETS) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            for (String form :
                    List.of(
                            secret,
                            secret.replace(" ", "\\ "),
                            Base64.getEncoder().withoutPadding().encodeToString(bytes),
                            HexFormat.of().formatHex(bytes))) {
                assertThat(seen).noneMatch(text -> text.contains(form));
            }
        }
    }

    /// Every program that was started on the host, with its arguments; and sshd's own words.
    private void lookAtTheHost() {
        String started = site.read("sshd/exec");
        assertThat(started).contains("\"sudo\"", "vxplan-password:").contains("\"ip\"");
        seen.add(started);
        seen.add(site.read("sshd/log"));
    }

    @Test
    void noCommandShowsThem() throws IOException {
        for (String options : List.of("", " -v", " --output json", " --out plan.json")) {
            done("plan inventory.yaml" + options);
        }
        done("apply plan.json -v");
        done("validate inventory.yaml");
        done("inventory inventory.yaml --host h1");
        assertThat(seen.get(seen.size() - 2))
                .contains("of_root: (secret)", "ansible_password: (secret)")
                .contains("ansible_ssh_private_key_file: key ");
        done("explain inventory.yaml");
        done("graph inventory.yaml -o ./picture.svg");
        done("verify inventory.yaml --output json");
        done("doctor inventory.yaml -v --output json");
        done("drift inventory.yaml -v --output json");
        done("orphans inventory.yaml");
        done("destroy inventory.yaml --yes -v --output json");
        takeBackAndKeep();
        for (String file : List.of("plan.json", "picture.svg", "topology.lock.yaml")) {
            seen.add(site.read(file));
        }
        lookAtTheHost();
        assertNoneIsSeen();
    }

    /// By hand, for a host that takes no connections keeps `apply` from confirming.
    private void takeBackAndKeep() {
        String inventory = site.read("inventory.yaml");
        site.write("inventory.yaml", inventory + site.closedHost());
        for (String command : List.of("revert", "confirm")) {
            Said waiting = say("apply inventory.yaml --yes -v --limit h1 --confirm 1h");
            assertThat(waiting.messages()).contains("error: not confirmed");
            done(command + " inventory.yaml --limit h1 -v");
        }
        site.write("inventory.yaml", inventory);
    }

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

    /// A file, what stands there, a mistake to write there, and a word of the message.
    private static final String MISTAKES =
            """
            inventory.yaml | correct horse | planted-etcd-password | sudo did not take the password
            inventory.yaml | vxplan_ssh_passphrase: PHRASE | vxplan_ssh_passphrase: planted-etcd-password | passphrase
            inventory.yaml | vxplan_ssh_passphrase: PHRASE | vxplan_ssh_passphrase: [PHRASE] | must be a string
            inventory.yaml | vxplan_ssh_passphrase: PHRASE | vxplan_ssh_passphrase: 'PHRASE | error
            inventory.yaml | '{{ of_root }}' | '{{ of_root.x }}' | error
            inventory.yaml | ansible_timeout: 5 | ansible_timeout: '{{ of_root }}' | must be a number
            found.yaml | key_file: shared | key: planted-key-of-all-hosts | can't stand in a topology
            found.yaml | key_file: shared | key_file: [planted-etcd-password] | error
            shared | planted-key-of-all-hosts | planted-etcd-p | at least 16 characters
            """
                    .replace("PHRASE", PASSPHRASE);

    /// What is wrong with them, or near them, is said without them.
    @Test
    void noMistakeShowsThem() {
        for (String mistake : MISTAKES.lines().toList()) {
            String[] words = mistake.split(" \\| ", -1);
            String text = site.read(words[0]);
            assertThat(text).contains(words[1]);
            site.write(words[0], text.replace(words[1], words[2]));
            String topology = words[0].equals("inventory.yaml") ? "" : " --topology found.yaml";
            Said said = say("plan inventory.yaml -v" + topology);
            assertThat(said.exitCode()).as(mistake).isEqualTo(1);
            assertThat(said.toString()).as(mistake).contains(words[3]);
            site.write(words[0], text);
        }
        assertNoneIsSeen();
    }

    /// The whole program, traced: from the environment, from a file and from a command.
    @Test
    void noProgramIsStartedWithThem() throws Exception {
        site.write("word", SshSite.PASSWORD);
        site.write(
                "inventory.yaml",
                inventory("vxplan_become_password_env: OF_ROOT")
                        .replace(
                                "vxplan_ssh_passphrase: " + PASSPHRASE,
                                "vxplan_ssh_passphrase_command: cat " + folder.resolve("phrase")));
        site.write("phrase", PASSPHRASE);
        List<String> command =
                new ArrayList<>(
                        List.of("strace", "-f", "-qq", "-s", "65535", "-e", "trace=execve"));
        command.addAll(List.of("-o", folder.resolve("here").toString()));
        command.addAll(program("plan", folder.resolve("inventory.yaml").toString(), "-v"));
        Process process = start(command, Map.of("OF_ROOT", SshSite.PASSWORD), "out");

        assertThat(process.waitFor()).as(site.read("out")).isZero();
        seen.add(site.read("out"));
        seen.add(site.read("here"));
        assertThat(seen.getLast()).contains("\"cat\", \"" + folder.resolve("phrase") + "\"");
        lookAtTheHost();
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

    private static List<String> program(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.vxplan.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    private Process start(List<String> command, Map<String, String> environment, String output)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(output).toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
