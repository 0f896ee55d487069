package io.vxplan.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.part.HostPart;
import io.vxplan.model.HostName;
import io.vxplan.model.Secret;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// systemd itself reads the units. Without the Debian package `systemd` this fails.
class UnitsTest {
    private static final Runtime RUNTIME = new Runtime("0123456789abcdef".repeat(4));

    @TempDir private Path folder;

    /// A name that would be three words, a specifier, a variable and an end of the line.
    private static final HostName STRANGE = new HostName("a b %h $HOME \"x\" \\ '; rm");

    @Test
    void systemdHasNothingToSay() throws IOException, InterruptedException {
        assertThat(Units.analyze("verify", "--man=no", units(new HostName("h1")))).isEmpty();
        assertThat(Units.analyze("verify", "--man=no", units(STRANGE))).isEmpty();
    }

    @Test
    void littleIsExposed() throws IOException, InterruptedException {
        for (Path unit : units(new HostName("h1"))) {
            assertThat(Units.exposure(unit)).isLessThan(Units.ALLOWED);
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

    private static HostPart part(String inventory, String topology) {
        return new HostPart(inventory, topology, topology);
    }
}
