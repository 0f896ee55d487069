package io.vxplan.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Diagnostic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryMistakesTest {
    @TempDir Path folder;

    private static List<String> problems(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return InventoryReader.read(new ByteArrayInputStream(bytes), "f").problems().stream()
                .map(Diagnostic::toString)
                .toList();
    }

    /// `/` stands for a new line.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ` `                                         | f: error: the inventory is empty; name your hosts under 'all:' and 'hosts:'
                    # nothing                                   | f: error: the inventory is empty; name your hosts under 'all:' and 'hosts:'
                    - h1                                        | f:1:1: error: an inventory must be a mapping of groups, not a list; name your hosts under 'all:' and 'hosts:'
                    h1                                          | f:1:1: error: an inventory must be a mapping of groups, not a string; name your hosts under 'all:' and 'hosts:'
                    all: h1                                     | f:1:6: error: group 'all' must be a mapping, not a string; it may have 'hosts', 'children' and 'vars'
                    all:/  host:/    h1:                        | f:2:3: error: unknown key 'host' in group 'all'; did you mean 'hosts'?
                    all:/  childen: {web: }                     | f:2:3: error: unknown key 'childen' in group 'all'; did you mean 'children'?
                    all:/  web: {hosts: {h1: }}                 | f:2:3: error: unknown key 'web' in group 'all'; a group within a group goes under 'children'
                    all:/  ansible_user: root                   | f:2:3: error: unknown key 'ansible_user' in group 'all'; a group has 'hosts', 'children' and 'vars'
                    all:/  hosts:/    - h1                      | f:3:5: error: 'hosts' of group 'all' must be a mapping, not a list; write 'name:' instead of '- name'
                    all:/  children: [web]                      | f:2:13: error: 'children' of group 'all' must be a mapping, not a list; write 'name:' instead of '- name'
                    all:/  vars: ansible_user=root              | f:2:9: error: 'vars' of group 'all' must be a mapping, not a string; write 'name:' and what belongs to it, one a line
                    all:/  hosts: 12                            | f:2:10: error: 'hosts' of group 'all' must be a mapping, not a number; write 'name:' and what belongs to it, one a line
                    all:/  hosts:/    h1: 192.0.2.1             | f:3:9: error: the variables of host 'h1' must be a mapping, not a string; write 'ansible_host: 192.0.2.1', for instance, one a line
                    all:/  hosts:/    h1: [a]                   | f:3:9: error: the variables of host 'h1' must be a mapping, not a list; write 'ansible_host: 192.0.2.1', for instance, one a line
                    all:/  hosts:/    10:                       | f:3:5: error: the name of a host must be a string, and '10' is to YAML a number; quote it
                    all:/  hosts:/    no:                       | f:3:5: error: the name of a host must be a string, and 'no' is to YAML a boolean; quote it
                    all:/  hosts: {'': }                        | f:2:11: error: the name of a host must have 1 to 1000 characters
                    1:/  hosts: {h1: }                          | f:1:1: error: the name of a group must be a string, and '1' is to YAML a number; quote it
                    all: {children: {web: {children: {web: }}}} | f:1:35: error: group 'web' can't be within group 'web'; it is the same group
                    a: {children: {b: }}/b: {children: {a: }}   | f:2:16: error: group 'a' can't be within group 'b'; 'b' is within 'a' already
                    web: {children: {all: }}                    | f:1:18: error: group 'all' can't be within group 'web'; 'web' is within 'all' already
                    all: {vars: {ansible_group_priority: high}} | f:1:38: error: 'ansible_group_priority' must be a whole number
                    all: {hosts: {'h[1:': }}                    | f:1:15: error: bad range in host 'h[1:': '[' without ']'; a range is [1:20], [01:20], [a:f] or [1:20:2]
                    all: {hosts: {'h[3]': }}                    | f:1:15: error: bad range in host 'h[3]': '[3]' is not begin:end; a range is [1:20], [01:20], [a:f] or [1:20:2]
                    all: {hosts: {'h[1:]': }}                   | f:1:15: error: bad range in host 'h[1:]': '[1:]' has no end; a range is [1:20], [01:20], [a:f] or [1:20:2]
                    all: {hosts: {'h[9:1]': }}                  | f:1:15: error: bad range in host 'h[9:1]': '[9:1]' begins after its end; a range is [1:20], [01:20], [a:f] or [1:20:2]
                    all: {hosts: {'h[01:100]': }}               | f:1:15: error: bad range in host 'h[01:100]': '[01:100]' begins with a zero, so both ends need the same length; a range is [1:20], [01:20], [a:f] or [1:20:2]
                    all: {hosts: {'h[1:9:0]': }}                | f:1:15: error: bad range in host 'h[1:9:0]': '[1:9:0]' has a step of 0; a range is [1:20], [01:20], [a:f] or [1:20:2]
                    all: {hosts: {'h[a:10]': }}                 | f:1:15: error: bad range in host 'h[a:10]': 'a' is neither a number nor a single letter; a range is [1:20], [01:20], [a:f] or [1:20:2]
                    all: {hosts: {'h[1:999999999]': }}          | f:1:15: error: bad range in host 'h[1:999999999]': it stands for more than 100000 hosts; a range is [1:20], [01:20], [a:f] or [1:20:2]
                    all: {hosts: {'h[1:999][1:999]': }}         | f:1:15: error: bad range in host 'h[1:999][1:999]': it stands for more than 100000 hosts; a range is [1:20], [01:20], [a:f] or [1:20:2]
                    all: {hosts: {'h1:99999': }}                | f:1:15: error: '99999' is no port; a port is a number from 1 to 65535
                    all: {hosts: {h1: , 'h1:22': }}             | f:1:21: warning: port 22 is ignored, as by Ansible: host 'h1' was named before; set the variable ansible_port
                    web: {hosts: {web: }}                       | f:1:15: warning: 'web' is a group and a host; in a host pattern it means the host; rename one of them
                    all:/  hosts:/    h1: {a: {{ b }}}          | f:3:14: error: a key must be a word or a string; a value that begins with '{{' must be quoted
                    all:/  hosts:/    h1:/    h1:               | f:4:5: error: duplicate key 'h1'; it stands in line 3 already
                    plugin: aws_ec2                             | f: error: this configures a plugin of Ansible, and vxplan reads YAML and JSON; pass the output of `ansible-inventory -i f --list`
                    _meta: {}/web: {hosts: {h1: }}              | f:2:14: error: 'hosts' must be a list here, not a mapping; the key '_meta' says that this is the output of `ansible-inventory --list`
                    _meta: {hostvars: []}/web: [h1]             | f:1:19: error: 'hostvars' must be a mapping, not a list
                    _meta: {hostvars: {h1: 3}}/web: [h1]        | f:1:24: error: the variables of host 'h1' must be a mapping, not a number
                    _meta: {}/web: {host: [h1]}                 | f:2:7: error: unknown key 'host' in group 'web'; did you mean 'hosts'?
                    _meta: {}/web: {hosts: [1]}                 | f:2:15: error: a name must be a string, not a number
                    """)
    void exactMessages(String text, String message) {
        assertThat(problems(text.strip().replace('/', '\n'))).containsExactly(message);
    }

    @Test
    void allAtOnce() {
        String text =
                """
                all:
                  hosts:
                    "h[2:1]":
                    h1: [x]
                  vasr: {}
                web: 3
                """;

        assertThat(problems(text))
                .map(problem -> problem.substring(0, problem.indexOf(": error")))
                .containsExactly("f:3:5", "f:4:9", "f:5:3", "f:6:6");
    }

    @Test
    void whatOnlyAnsibleReads() throws IOException {
        write("hosts", "# ours\n[web]\nh1 ansible_user=root\n");
        write("flat", "h1 ansible_host=192.0.2.1\n");
        write("hosts.ini", "h1\n");
        write("secret.yaml", "$ANSIBLE_VAULT;1.1;AES256\n3132\n");
        write("ec2.py", "#!/usr/bin/python3\nprint('{}')\n");
        assertThat(folder.resolve("ec2.py").toFile().setExecutable(true)).isTrue();

        assertThat(what("hosts")).isEqualTo("this is an inventory in INI format");
        assertThat(what("flat")).isEqualTo("this is an inventory in INI format");
        assertThat(what("hosts.ini")).isEqualTo("this is an inventory in INI format");
        assertThat(what("secret.yaml")).isEqualTo("this is encrypted with ansible-vault");
        assertThat(what("ec2.py")).isEqualTo("this is a script");
        assertThat(what("")).isEqualTo("this is a directory");
    }

    private String what(String name) {
        Path file = folder.resolve(name);
        String message = InventoryReader.read(file).problems().getFirst().toString();
        assertThat(message)
                .startsWith(file + ": error: ")
                .endsWith(
                        ", and vxplan reads YAML and JSON; pass the output of"
                                + " `ansible-inventory -i %s --list`".formatted(file));
        return message.substring((file + ": error: ").length(), message.indexOf(", and vxplan"));
    }

    @Test
    void mistakesInTheFoldersBeside() throws IOException {
        Path file = folder.resolve("inventory.yaml");
        write("inventory.yaml", "all: { hosts: { h1: , h2: } }\n");
        write("group_vars/all.yml", "- a\n");
        write("host_vars/h1.yml", "a: 1\na: 2\n");
        write("host_vars/h2.yaml", "a: [\n");

        assertThat(InventoryReader.read(file).problems())
                .extracting(problem -> problem.toString().replace(folder + "/", ""))
                .containsExactly(
                        "group_vars/all.yml:1:1: error: a file of variables must be a mapping, not"
                                + " a list; write 'name: value', one a line",
                        "host_vars/h1.yml:2:1: error: duplicate key 'a'; it stands in line 1"
                                + " already",
                        "host_vars/h2.yaml:2:1: error: bad YAML: expected the node content, but"
                                + " found '<stream end>'");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    @Test
    void aMissingFileSaysSo() {
        assertThat(InventoryReader.read(folder.resolve("none.yaml")).problems())
                .extracting(Diagnostic::summary)
                .containsExactly("there is no such file");
    }

    @Test
    void noInputThrows() {
        Random random = new Random(158);
        List<String> pieces =
                List.of(
                        "all",
                        "hosts",
                        "vars",
                        "children",
                        "_meta",
                        "hostvars",
                        "h1",
                        "ungrouped",
                        "[1:3]",
                        "[",
                        "]",
                        "{",
                        "}",
                        ":",
                        ": ",
                        ", ",
                        "\n",
                        "\n  ",
                        "\n    ",
                        "- ",
                        "&a ",
                        "*a",
                        "!vault ",
                        "<<: ",
                        "~",
                        "'",
                        "\"",
                        "1",
                        "no",
                        "ansible_group_priority",
                        "x".repeat(2000));
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(25); j > 0; j--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            assertThat(problems(text.toString())).isNotNull();
        }
    }
}
