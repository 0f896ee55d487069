package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Project;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.provision.Persisted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Names and values that would be commands to a shell which read them as its own words, each tried
/// for real over SSH, in every place of inventory and topology from which something gets to a host.
/// All of them would write a file `pwned` into the folder in which the shells of users there begin.
@Execution(ExecutionMode.CONCURRENT)
class InjectionTest {
    /// As short as the name of an interface has to be, and without what no such name may have.
    private static final List<String> NAMES =
            List.of(
                    "$(>pwned)",
                    "`>pwned`",
                    "a;>pwned;",
                    "a&>pwned&",
                    "a|>pwned",
                    "';>pwned;'",
                    "\";>pwned;\"",
                    ">pwned",
                    "{>pwned,}",
                    "-a>pwned");

    /// In place of what stands in the file; what is said of it, or `done`.
    private static final String TABLE =
            """
            inventory.yaml | h1: | "h1;>pwned": | done
            inventory.yaml | h1: | "$(>pwned)": | done
            inventory.yaml | h1: | "'`>pwned`'": | done
            inventory.yaml | ansible_host: 198.51.100.2 | ansible_host: "198.51.100.2;>pwned" | error
            inventory.yaml | ansible_host: 198.51.100.2 | ansible_host: "-oProxyCommand=touch pwned" | error
            inventory.yaml | ansible_host: 198.51.100.2 | ansible_host: "-F/tmp/evil" | error
            inventory.yaml | ansible_user: root | ansible_user: "root$(>pwned)" | error
            inventory.yaml | ansible_user: root | ansible_user: "-oProxyCommand=>pwned" | error
            inventory.yaml | ansible_user: root | ansible_user: root, x: "{{ '$(>pwned)' }}" | done
            inventory.yaml | ansible_user: root | ansible_user: alice, ansible_become: true, ansible_become_password: correct horse, ansible_become_user: "root';>pwned;'" | error
            inventory.yaml | ansible_user: root | ansible_user: alice, ansible_become: true, ansible_become_password: correct horse, ansible_become_user: "$(>pwned)" | error
            inventory.yaml | ansible_user: root | ansible_user: alice, ansible_become: true, ansible_become_password: correct horse, ansible_become_user: "-s" | error
            inventory.yaml | ansible_user: root | ansible_user: alice, ansible_become: true, ansible_become_password: "$(>pwned)" | error
            inventory.yaml | ansible_user: root | ansible_user: alice, ansible_become: true, vxplan_become_password_command: "echo correct horse;>pwned" | error
            inventory.yaml | ansible_user: root | ansible_user: alice, ansible_become: true, n: "x;>pwned", vxplan_become_password_command: "echo correct horse {{ n }}" | error
            inventory.yaml | ansible_ssh_private_key_file: | ansible_ssh_common_args: "-o ProxyCommand='sh -c >pwned'", ansible_ssh_private_key_file: | error
            inventory.yaml | vxplan_known_hosts: [ | vxplan_known_hosts: ["$(>pwned)", | done
            topology.yaml | name: demo | name: "demo;>pwned" | error
            topology.yaml | blue: | "$(>pwned)": | error
            topology.yaml | 10.0.0.0/24 | "10.0.0.0/24;>pwned" | error
            topology.yaml | vni: 1000 | vni: "1000;>pwned" | error
            topology.yaml | vni: 1000 | vni: "{{ '$(>pwned)' }}" | error
            topology.yaml | vni: 1000 | vni: 1000, device: "x\\n>pwned" | error
            topology.yaml | vni: 1000 | vni: 1000, device: "x >pwned" | error
            topology.yaml | vni: 1000 | vni: 1000, networks: { "172.20.0.0/16": { behind: h1, device: "eth1;>pwned" } } | done
            """;

    private static final String TOPOLOGY =
            "version: 1\nname: demo\noverlays:\n  blue: { vni: 1000, subnets: [10.0.0.0/24] }\n";

    @TempDir private Path folder;
    private SshSite site;

    @BeforeEach
    void start() {
        site = new SshSite(folder);
        site.write("topology.yaml", TOPOLOGY);
        assertThatItWouldBeSeen();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void assertThatItWouldBeSeen() {
        site.sh("h1", "cd " + site.home() + "; eval 'echo a;>pwned;'; [ -e pwned ]; rm pwned");
    }

    private void assertNothingRan(String attempt) {
        assertThat(site.home().resolve("pwned")).as(attempt).doesNotExist();
        assertThat(Path.of("pwned")).as(attempt).doesNotExist();
        assertThat(folder.resolve("pwned")).as(attempt).doesNotExist();
    }

    /// All that reaches a host's shell.
    private String all() {
        StringBuilder said = new StringBuilder();
        for (String command :
                List.of(
                        "plan inventory.yaml",
                        "apply inventory.yaml --yes",
                        "verify inventory.yaml",
                        "destroy inventory.yaml --yes")) {
            said.append(site.vxplan(command));
        }
        return said.toString();
    }

    /// Every n-th; all in the long run.
    private static List<String> sample(List<String> all, int n) {
        return Boolean.getBoolean("long")
                ? all
                : IntStream.range(0, all.size())
                        .filter(i -> i % n == 0)
                        .mapToObj(all::get)
                        .toList();
    }

    @Test
    void inEveryPlace() {
        List<String> wrong = new ArrayList<>();
        for (String attempt : sample(TABLE.lines().toList(), 5)) {
            String[] words = attempt.split(" \\| ", -1);
            String text = site.read(words[0]);
            assertThat(text).contains(words[1]);
            site.write(words[0], text.replace(words[1], words[2]));
            String said =
                    words[3].equals("done")
                            ? all()
                            : site.vxplan("apply inventory.yaml --yes").toString();
            if (!said.contains(words[3].equals("done") ? "Applied: 1 host" : words[3])) {
                wrong.add(attempt + ": " + said);
            }
            site.write(words[0], text);
            assertNothingRan(attempt);
        }
        assertThat(wrong).isEmpty();
    }

    /// The kernel takes such names, so hosts may have them. iproute2's batch mode can't be given
    /// some of them, which is told before anything is done.
    @Test
    void asNamesOfInterfaces() {
        for (String name : sample(NAMES, 9)) {
            String quoted = "'" + name.replace("'", "''") + "'";
            site.sh(
                    "h1",
                    "ip link add name \"$(cat <<'END'\n"
                            + name
                            + "\nEND\n)\" type veth peer name other");
            site.write(
                    "topology.yaml",
                    """
                    version: 1
                    name: demo
                    overlays:
                      blue:
                        vni: 1000
                        subnets: [10.0.0.0/24]
                        mode: bridged
                        bridge: %s
                        endpoints: { e: { host: h1, address: 10.0.0.9, device: %s } }
                      red: { vni: 1001, subnets: [10.0.1.0/24], device: %s }
                    """
                            .formatted(
                                    quoted.replace("pwned", "pwnd"),
                                    quoted,
                                    quoted.replace(">", ">>")));
            String said = all();
            assertThat(said).as(name).containsAnyOf("Applied: 1 host", "can't take a name with");
            assertThat(folder.resolve("home/pwnd")).doesNotExist();
            assertNothingRan(name);
            replay(name);
            site.sh("h1", "ip link del dev other");
            site.sh("h1", "rm -f " + site.home() + "/none");
        }
    }

    /// What replays the state when a host starts is a script with these names in it.
    private void replay(String name) {
        site.write("persistent.yaml", site.read("topology.yaml") + "persistence: unit\n");
        Project project =
                Project.load(
                                folder.resolve("inventory.yaml"),
                                Optional.of(folder.resolve("persistent.yaml")))
                        .value()
                        .orElseThrow();
        HostName host = new HostName("h1");
        HostState kernel =
                Compilation.of(project.topology(), project.locked()).compiler().stateOf(host);
        for (Resource resource : new Persisted(project.topology()).on(host, kernel)) {
            if (resource instanceof TextFile file && file.content().startsWith("#!")) {
                site.write("replay", file.content());
                site.sh("h1", "cd " + site.home() + "; sh " + folder.resolve("replay") + " || :");
                assertNothingRan(name + " in " + file.path());
            }
        }
    }
}
