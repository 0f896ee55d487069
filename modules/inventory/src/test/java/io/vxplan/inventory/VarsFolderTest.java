package io.vxplan.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VarsFolderTest {
    @TempDir Path folder;

    private void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.writeString(path, file.getValue());
        }
    }

    @Test
    void folderOfAGroupIsReadInOrder() throws IOException {
        write(
                Map.of(
                        "web/10.yml", "a: 10\nb: 10\n",
                        "web/20.yaml", "b: 20\n",
                        "web/more/x", "c: x\n",
                        "web/.hidden", "a: hidden\n",
                        "web/old.yml~", "a: backup\n",
                        "web/note.txt", "a: text\n",
                        "web.yml", "a: hidden by the folder\n"));

        Map<String, Node> variables = VarsFolder.open(folder, new ArrayList<>()).variables("web");

        assertThat(variables).containsOnlyKeys("a", "b", "c");
        assertThat(variables.get("b")).asString().contains("20.yaml");
    }

    @Test
    void encryptedFilesAreSkippedWithAWarning() throws IOException {
        write(
                Map.of(
                        "inventory.yaml", "all: { hosts: { h1: } }\n",
                        "group_vars/all/plain.yml", "a: 1\n",
                        "group_vars/all/vault.yml", "$ANSIBLE_VAULT;1.1;AES256\n3132\n",
                        "host_vars/h1.json", "{\"b\": \"{{ a }}\"}",
                        "host_vars/h2.yml", "- never read\n"));

        Parsed<Inventory> parsed = InventoryReader.read(folder.resolve("inventory.yaml"));

        assertThat(parsed.problems())
                .singleElement()
                .extracting(Diagnostic::summary)
                .isEqualTo(
                        "skipped: the file is encrypted with ansible-vault, and vxplan does not decrypt");
        assertThat(parsed.hasErrors()).isFalse();
        Map<String, Variable> variables =
                parsed.value().orElseThrow().host(new HostName("h1")).variables();
        assertThat(variables).containsOnlyKeys("a", "b");
        assertThat(variables.get("a")).extracting(Variable::scope).isEqualTo("group all");
        assertThat(variables.get("b")).extracting(Variable::scope).isEqualTo("host h1");
    }
}
