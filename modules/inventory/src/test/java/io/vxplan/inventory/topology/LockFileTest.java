package io.vxplan.inventory.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Parsed;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Allocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    private static final String TEXT =
            """
            # Written by vxplan: the address of each host in each overlay, given once and kept.
            # Commit this file. Whoever changes an address here renumbers a host; whoever removes
            # the line of a host that is gone frees its address.
            version: 1
            overlays:
              blue:
                "10.0.0.9": [192.168.100.2]
                h1: [192.168.100.1, "fd00:100::1"]
                "no": [192.168.100.3]
              empty: {}
            """;

    @TempDir private Path folder;

    private static Allocations allocations() {
        SortedMap<HostName, List<Located<IpAddress>>> blue = new TreeMap<>();
        blue.put(new HostName("h1"), List.of(at("fd00:100::1"), at("192.168.100.1")));
        blue.put(new HostName("10.0.0.9"), List.of(at("192.168.100.2")));
        blue.put(new HostName("no"), List.of(at("192.168.100.3")));
        SortedMap<String, SortedMap<HostName, List<Located<IpAddress>>>> overlays = new TreeMap<>();
        overlays.put("blue", blue);
        overlays.put("empty", new TreeMap<>());
        return new Allocations(overlays);
    }

    private static Located<IpAddress> at(String address) {
        return new Located<>(IpAddress.parse(address), new Location("", 0, 0));
    }

    private static Allocations read(Path file) {
        Parsed<Allocations> parsed = LockFile.readFile(file, "topology.lock.yaml");
        assertThat(parsed.problems()).isEmpty();
        return parsed.value().orElseThrow();
    }

    @Test
    void writesSortedTextAndReadsItBack() throws IOException {
        Path file = folder.resolve("topology.lock.yaml");
        Files.writeString(file, "version: 1\noverlays: {}\n");

        LockFile.write(file, allocations());

        assertThat(file).hasContent(TEXT);
        Allocations back = read(file);
        assertThat(LockFile.text(back)).isEqualTo(TEXT);
        assertThat(back.of("blue", new HostName("h1")).getFirst())
                .isEqualTo(
                        new Located<>(
                                IpAddress.parse("192.168.100.1"),
                                new Location("topology.lock.yaml", 8, 10)));
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void keepsALinkToTheFileALink() throws IOException {
        Path file = folder.resolve("kept.yaml");
        Files.writeString(file, "");
        Path link = folder.resolve("topology.lock.yaml");
        Files.createSymbolicLink(link, file);

        LockFile.write(link, allocations());

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent(TEXT);
    }

    @Test
    void nothingIsLockedWithoutAFile() {
        assertThat(read(folder.resolve("none")).overlays()).isEmpty();
        assertThat(LockFile.text(Allocations.EMPTY)).endsWith("overlays: {}\n");
    }

    @Test
    void standsBesideItsTopology() {
        assertThat(LockFile.of(Path.of("topology.yaml"))).hasToString("topology.lock.yaml");
        assertThat(LockFile.of(Path.of("/x/prod.yml"))).hasToString("/x/prod.lock.yaml");
    }
}
