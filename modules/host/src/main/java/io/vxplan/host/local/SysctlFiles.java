package io.vxplan.host.local;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.resource.Sysctl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Files under /proc/sys. Those of networking belong to the namespace of the thread that opens
/// them.
final class SysctlFiles {
    private static final Path ROOT = Path.of("/proc/sys");
    private static final int MAX_BYTES = 4096;
    private static final List<String> GLOBAL =
            List.of("kernel.osrelease", "net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding");

    static List<Sysctl> read(Collection<InterfaceName> devices) throws IOException {
        List<Sysctl> found = new ArrayList<>();
        for (String name : GLOBAL) {
            read(name).ifPresent(found::add);
        }
        for (InterfaceName device : devices) {
            read("net.ipv6.conf." + device.value().replace('.', '/') + ".accept_ra")
                    .ifPresent(found::add);
        }
        return found;
    }

    private SysctlFiles() {}

    /// Empty where this kernel has no such setting: without IPv6, or for an interface that went
    /// away meanwhile.
    private static Optional<Sysctl> read(String name) throws IOException {
        try (InputStream in = Files.newInputStream(file(name))) {
            // Such a file answers the first read only, so that must be long enough;
            // Files.readString begins with a single byte.
            byte[] bytes = new byte[MAX_BYTES];
            int length = Math.max(0, in.read(bytes));
            String value = new String(bytes, 0, length, StandardCharsets.UTF_8);
            return Optional.of(new Sysctl(name, value.strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static void write(Sysctl sysctl) throws IOException {
        Files.writeString(file(sysctl.name()), sysctl.value());
    }

    private static Path file(String name) {
        return ROOT.resolve(Sysctl.path(name));
    }
}
