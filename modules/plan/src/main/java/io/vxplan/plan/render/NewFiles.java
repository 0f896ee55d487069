package io.vxplan.plan.render;

import io.vxplan.model.HostName;
import io.vxplan.model.resource.TextFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The texts of files that a plan creates. Hosts of one topology get nearly the same ones: from the
/// second host on only that is shown in which a file differs from the first host's.
final class NewFiles {
    /// A text as short as this is read sooner than what differs in it.
    private static final int SHORT = 8;

    private final Map<String, Shown> shown = new HashMap<>();

    private record Shown(HostName host, String content) {}

    /// @param file no secret: its text is shown
    List<String> lines(HostName host, TextFile file) {
        List<String> whole = TextDiff.added(file.content());
        Shown first = shown.putIfAbsent(file.path(), new Shown(host, file.content()));
        if (first == null || whole.size() <= SHORT) {
            return whole;
        }
        if (first.content().equals(file.content())) {
            return List.of("content: as on " + first.host());
        }
        List<String> different = TextDiff.of(first.content(), file.content());
        if (different.size() >= whole.size()) {
            return whole;
        }
        List<String> lines = new ArrayList<>();
        lines.add("content: as on " + first.host() + ", but for");
        lines.addAll(different);
        return lines;
    }
}
