package io.vxplan.cli.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Files, and changes to them line by line.
final class Patch {
    private final SortedMap<String, String> files;
    private String file = "";
    private String before = "";
    private String after = "";

    Patch(Map<String, String> files) {
        this.files = new TreeMap<>(files);
    }

    /// @param line the name of a file, or one to take away or to add
    void read(String line) {
        if (line.startsWith("-")) {
            if (!after.isEmpty()) {
                finish();
            }
            before += line.substring(1) + "\n";
        } else if (line.startsWith("+")) {
            after += line.substring(1) + "\n";
        } else {
            finish();
            file = line;
        }
    }

    private void finish() {
        if (!before.isEmpty()) {
            String text = files.getOrDefault(file, "");
            assertThat(text).as(file).containsOnlyOnce(before);
            files.put(file, text.replace(before, after));
        } else if (!after.isEmpty()) {
            files.put(file, after);
        }
        before = "";
        after = "";
    }

    SortedMap<String, String> files() {
        finish();
        return files;
    }
}
