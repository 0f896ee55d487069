package io.vxplan.doctor.exam;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.doctor.finding.Finding;
import java.util.List;

/// One thing of a sound host is otherwise.
///
/// @param from a text of the sound host
/// @param to what stands there instead
/// @param findings the kind and the beginning of each
record Case(String from, String to, List<String> findings) {
    Case(String from, String to, String... findings) {
        this(from, to, List.of(findings));
    }

    @Override
    public String toString() {
        return to.strip().lines().findFirst().orElse("nothing") + " -> " + findings;
    }

    /// A line more.
    static Case in(String section, String text, String... findings) {
        return new Case("--- " + section + "\n", "--- " + section + "\n" + text + "\n", findings);
    }

    void assertFound() {
        String sound = SoundHost.text();
        assertThat(sound).contains(from);

        List<Finding> found = SoundHost.examine(sound.replace(from, to));

        assertThat(found).hasSameSizeAs(findings);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).ailment().id() + ": " + found.get(i).what())
                    .startsWith(findings.get(i));
            assertThat(found.get(i).remedy()).isNotBlank();
        }
    }
}
