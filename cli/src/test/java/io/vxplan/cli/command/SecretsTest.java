package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// No secret is in what commands print, what they leave in files, every program that is started
/// here or on a host with its arguments, and sshd's log.
@Execution(ExecutionMode.CONCURRENT)
class SecretsTest extends WithSecrets {
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
}
