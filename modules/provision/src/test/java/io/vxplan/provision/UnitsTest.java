package io.vxplan.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.part.HostPart;
import io.vxplan.model.HostName;
import io.vxplan.model.Runtime;
import io.vxplan.model.Secret;
import io.vxplan.model.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// systemd itself reads the units. Without the Debian package `systemd` this fails.
class UnitsTest {
    private static final Runtime RUNTIME = new Runtime("0123456789abcdef".repeat(4));
    private static final Pattern EXPOSURE =
            Pattern.compile("Overall exposure level for .*: (\\S+)");
    private static final double ALLOWED = 3.0;

    @TempDir private Path folder;

    /// A name that would be three words, a specifier, a variable and an end of the line.
    private static final HostName STRANGE = new HostName("a b %h $HOME \"x\" \\ '; rm");

    @Test
    void systemdHasNothingToSay() throws IOException, InterruptedException {
        assertThat(analyze("verify", "--man=no", units(new HostName("h1")))).isEmpty();
        assertThat(analyze("verify", "--man=no", units(STRANGE))).isEmpty();
    }

    @Test
    void littleIsExposed() throws IOException, InterruptedException {
        for (Path unit : units(new HostName("h1"))) {
            String said = analyze("security", "--offline=yes", List.of(unit));
            Matcher exposure = EXPOSURE.matcher(said);

            assertThat(exposure.find()).as(said).isTrue();
            assertThat(Double.parseDouble(exposure.group(1))).as(said).isLessThan(ALLOWED);
        }
    }

    @Test
    void discoveryHasNoPrivilegeAndTheRouterOne() {
        assertThat(text("discovery"))
                .contains("\nDynamicUser=yes\n", "\nCapabilityBoundingSet=\n")
                .doesNotContain("CAP_", "AF_NETLINK", "\nUser=root");
        assertThat(text("router"))
                .contains(
                        "\nDynamicUser=yes\n",
                        "\nCapabilityBoundingSet=CAP_NET_ADMIN\n",
                        "\nAmbientCapabilities=CAP_NET_ADMIN\n")
                .doesNotContain("\nUser=root", "EnvironmentFile");
    }

    @Test
    void routesStayWhileDiscoveryIsAway() {
        assertThat(text("router"))
                .contains(
                        "\nAfter=network.target vxplan-discovery-demo-prod.service\n",
                        "\nWants=vxplan-discovery-demo-prod.service\n")
                .doesNotContain("Requires=", "BindsTo=", "PartOf=");
    }

    private static String text(String daemon) {
        return files(new HostName("h1")).stream()
                .filter(file -> file.path().contains("vxplan-" + daemon + "-"))
                .map(TextFile::content)
                .findFirst()
                .orElseThrow();
    }

    private static List<TextFile> files(HostName host) {
        return new DaemonFiles(
                        "demo", "prod", Map.of("ETCD_PASSWORD", new Secret("secret")), RUNTIME)
                .on(host, part("all: {}\n", "version: 1\n"))
                .files();
    }

    /// With a program that is there, for that is looked at as well.
    private List<Path> units(HostName host) throws IOException {
        Path program = folder.resolve("bin/vxplan");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        List<Path> units = new ArrayList<>();
        for (TextFile file : files(host)) {
            if (file.path().endsWith(".service")) {
                Path unit = folder.resolve(Path.of(file.path()).getFileName());
                Files.writeString(unit, file.content().replace(RUNTIME.path(), folder.toString()));
                units.add(unit);
            }
        }
        assertThat(units).hasSize(2);
        return units;
    }

    private static String analyze(String verb, String option, List<Path> units)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("systemd-analyze", "--no-pager", verb, option));
        units.forEach(unit -> command.add(unit.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static HostPart part(String inventory, String topology) {
        return new HostPart(inventory, topology, topology);
    }
}
