package io.vxplan.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.part.HostPart;
import io.vxplan.model.HostName;
import io.vxplan.model.Secret;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import io.vxplan.provision.DaemonFiles.OnHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonFilesTest {
    private static final Runtime RUNTIME = new Runtime("0123456789abcdef".repeat(4));
    private static final HostName H1 = new HostName("h1");

    @Test
    void putsEverythingWhereItBelongs() {
        OnHost host = with("ETCD_PASSWORD", "secret").on(H1, part("all: {}\n", "version: 1\n"));

        assertThat(host.files())
                .extracting(
                        file -> "%s %s %s".formatted(file.octalMode(), file.owner(), file.path()))
                .containsExactly(
                        "0644 root /etc/vxplan/demo/prod/inventory.yaml",
                        "0644 root /etc/vxplan/demo/prod/topology.yaml",
                        "0600 root /etc/vxplan/demo/prod/discovery.env",
                        "0644 root /etc/systemd/system/vxplan-discovery-demo-prod.service",
                        "0644 root /etc/systemd/system/vxplan-router-demo-prod.service");
        assertThat(host.files())
                .allSatisfy(file -> assertThat(text(file)).startsWith("# Made by vxplan: demo\n"));
        assertThat(host.units())
                .extracting(ServiceUnit::name)
                .containsExactly(
                        "vxplan-discovery-demo-prod.service", "vxplan-router-demo-prod.service");
        for (ServiceUnit unit : host.units()) {
            assertThat(text(file(host, unit.name())))
                    .contains("\nEnvironment=VXPLAN_STAMP=" + unit.stamp().orElseThrow() + "\n");
        }
    }

    @Test
    void aSecretIsInItsFileAloneAndNotPrinted() {
        OnHost host = with("ETCD_PASSWORD", "swordfish").on(H1, part("all: {}\n", "version: 1\n"));

        assertThat(host.toString()).doesNotContain("swordfish");
        assertThat(host.files())
                .filteredOn(file -> text(file).contains("swordfish"))
                .extracting(TextFile::path)
                .containsExactly("/etc/vxplan/demo/prod/discovery.env");
    }

    @Test
    void withoutSecretsThereIsNoFileOfThem() {
        OnHost host =
                new DaemonFiles("demo", "prod", Map.of(), RUNTIME)
                        .on(H1, part("all: {}\n", "version: 1\n"));

        assertThat(host.files()).noneMatch(file -> file.path().endsWith(".env"));
        assertThat(text(file(host, "vxplan-discovery-demo-prod.service")))
                .doesNotContain("EnvironmentFile");
    }

    @Test
    void theSameGivesTheSame() {
        assertThat(with("A", "1").on(H1, part("i", "t")))
                .isEqualTo(with("A", "1").on(H1, part("i", "t")));
    }

    @Test
    void whatADaemonIsStartedWithChangesItsStampAndNoOther() {
        List<ServiceUnit> before = with("A", "1").on(H1, part("i", "t")).units();

        assertThat(with("A", "1").on(H1, part("i", "other")).units())
                .doesNotContainAnyElementsOf(before);
        assertThat(with("A", "1").on(H1, part("other", "t")).units())
                .doesNotContainAnyElementsOf(before);
        assertThat(with("A", "1").on(new HostName("h2"), part("i", "t")).units())
                .doesNotContainAnyElementsOf(before);
        assertThat(
                        new DaemonFiles(
                                        "demo",
                                        "prod",
                                        Map.of("A", new Secret("1")),
                                        new Runtime("f".repeat(64)))
                                .on(H1, part("i", "t"))
                                .units())
                .doesNotContainAnyElementsOf(before);
        // What does not matter to the router.
        List<ServiceUnit> otherSettings =
                with("A", "1").on(H1, new HostPart("i", "other", "t")).units();
        assertThat(otherSettings.getFirst()).isNotEqualTo(before.getFirst());
        assertThat(otherSettings.getLast()).isEqualTo(before.getLast());
        // The router never sees the secrets.
        List<ServiceUnit> otherSecret = with("A", "2").on(H1, part("i", "t")).units();
        assertThat(otherSecret.getFirst()).isNotEqualTo(before.getFirst());
        assertThat(otherSecret.getLast()).isEqualTo(before.getLast());
    }

    @Test
    void namesDontRunTogether() {
        assertThat(names("a-b", "c"))
                .containsExactly("vxplan-discovery-a--b-c.service", "vxplan-router-a--b-c.service");
        assertThat(names("a", "b-c")).doesNotContainAnyElementsOf(names("a-b", "c"));
        assertThat(names("a-", "b")).doesNotContainAnyElementsOf(names("a", "b-"));
    }

    private static List<String> names(String topology, String discovery) {
        return new DaemonFiles(topology, discovery, Map.of(), RUNTIME)
                .on(H1, part("i", "t")).units().stream().map(ServiceUnit::name).toList();
    }

    /// A shell reads quotes as systemd does.
    @ParameterizedTest
    @ValueSource(strings = {"plain", "it's", "'", "$HOME `id` %h \\ \" #", " a\nb ", "ä€"})
    void anyValueArrivesAsItIs(String value, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = folder.resolve("env");
        Files.writeString(file, text(file(with("A", value).on(H1, part("i", "t")), ".env")));

        Process shell =
                new ProcessBuilder("sh", "-c", ". \"$0\"; printf %s \"$A\"", file.toString())
                        .start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(value);
        assertThat(shell.waitFor()).isZero();
    }

    private static DaemonFiles with(String variable, String secret) {
        return new DaemonFiles("demo", "prod", Map.of(variable, new Secret(secret)), RUNTIME);
    }

    private static TextFile file(OnHost host, String end) {
        return host.files().stream()
                .filter(file -> file.path().endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private static String text(TextFile file) {
        return file.content();
    }

    private static HostPart part(String inventory, String topology) {
        return new HostPart(inventory, topology, topology);
    }
}
