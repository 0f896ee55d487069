package io.vxplan.inventory.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.inventory.secret.Secrets.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir private Path folder;
    private final Secrets secrets = new Secrets(Map.of("TOKEN", " hush\n", "NONE", ""));

    private String fetch(SecretSource source, String setting) throws Missing {
        return secrets.fetch(source, setting, folder).reveal();
    }

    private void assertMissing(SecretSource source, String setting, String why) {
        assertThatThrownBy(() -> fetch(source, setting))
                .isInstanceOf(Missing.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void fromAFile() throws Exception {
        Files.writeString(folder.resolve("password"), "hush\n");
        Files.writeString(folder.resolve("vault"), "$ANSIBLE_VAULT;1.1;AES256\n3031");
        Files.writeString(folder.resolve("long"), "x".repeat(5_000));

        assertThat(fetch(SecretSource.FILE, "password")).isEqualTo("hush");
        assertMissing(SecretSource.FILE, "nothing", "no such file or folder");
        assertMissing(SecretSource.FILE, "vault", "it is encrypted with ansible-vault");
        assertMissing(SecretSource.FILE, "long", "it has more than 4,096 bytes");
    }

    @Test
    void fromTheEnvironment() throws Exception {
        assertThat(fetch(SecretSource.ENVIRONMENT, "TOKEN")).isEqualTo("hush");
        assertMissing(SecretSource.ENVIRONMENT, "NONE", "it is not set, or empty");
        assertMissing(SecretSource.ENVIRONMENT, "OTHER", "it is not set, or empty");
    }

    @Test
    void fromACommand() throws Exception {
        assertThat(fetch(SecretSource.COMMAND, "echo 'two  words'")).isEqualTo("two  words");
        assertMissing(SecretSource.COMMAND, "true", "true printed nothing");
        assertMissing(SecretSource.COMMAND, "false x", "false ended with exit code 1");
        assertMissing(SecretSource.COMMAND, "/no/such/program", "Cannot run program");
        assertMissing(SecretSource.COMMAND, "echo 'open", "a quote or backslash at the end");
        assertMissing(SecretSource.COMMAND, " ", "it names no program");
        assertMissing(SecretSource.COMMAND, "yes", "yes ended with exit code 141");
    }

    /// No shell reads it.
    @Test
    void aCommandIsOneProgram() throws Exception {
        Path ran = folder.resolve("ran");

        assertThat(
                        fetch(
                                SecretSource.COMMAND,
                                "echo a; touch "
                                        + ran
                                        + " $(touch "
                                        + ran
                                        + ") `touch "
                                        + ran
                                        + "`"))
                .startsWith("a; touch");
        assertThat(ran).doesNotExist();
    }

    @Test
    void aCommandRunsOnce() throws Exception {
        Path script = script("echo run >>" + folder.resolve("runs") + "; echo hush");

        assertThat(fetch(SecretSource.COMMAND, "sh " + script)).isEqualTo("hush");
        assertThat(fetch(SecretSource.COMMAND, "sh " + script)).isEqualTo("hush");
        assertThat(folder.resolve("runs")).hasContent("run");
    }

    private Path script(String text) throws IOException {
        return Files.writeString(folder.resolve("script"), text + "\n");
    }
}
