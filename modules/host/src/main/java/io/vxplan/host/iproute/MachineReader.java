package io.vxplan.host.iproute;

import io.vxplan.host.machine.Runtimes;
import io.vxplan.host.machine.Services;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.TextFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// From what a [ReadScript] printed to what of a host is not its network.
///
/// @param root what stands before the paths there; empty but in tests
record MachineReader(String root) {
    private static final int LINES_OF_A_FILE = 3;

    /// @throws IllegalArgumentException where it is not what the script prints
    List<Resource> resources(Map<String, String> sections) {
        List<Resource> resources =
                new ArrayList<>(Runtimes.parse(sections.getOrDefault("runtimes", "")));
        List<String> files = sections.getOrDefault("files", "").lines().toList();
        if (files.size() % LINES_OF_A_FILE != 0) {
            throw new IllegalArgumentException(files.size() + " lines for files");
        }
        for (int i = 0; i < files.size(); i += LINES_OF_A_FILE) {
            resources.add(file(files.get(i), files.get(i + 1), files.get(i + 2)));
        }
        resources.addAll(Services.parse(sections.getOrDefault("services", "")));
        return resources;
    }

    private TextFile file(String what, String path, String content) {
        String[] words = what.split(" ", -1);
        if (words.length != 5) {
            throw new IllegalArgumentException("mode and owners of a file: " + what);
        }
        return new TextFile(
                text(path).substring(root.length()),
                Integer.parseInt(words[0], 8),
                name(words[1], words[2]),
                name(words[3], words[4]),
                text(content));
    }

    /// A number that has no name stays one.
    private static String name(String name, String number) {
        return name.equals("UNKNOWN") ? number : name;
    }

    private static String text(String encoded) {
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
