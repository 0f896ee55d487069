package io.vxplan.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What systemd says of unit files.
final class Units {
    /// Of ten, which is everything.
    static final double ALLOWED = 3.0;

    private static final Pattern EXPOSURE =
            Pattern.compile("Overall exposure level for .*: (\\S+)");

    private Units() {}

    static double exposure(Path unit) throws IOException, InterruptedException {
        String said = analyze("security", "--offline=yes", List.of(unit));
        Matcher exposure = EXPOSURE.matcher(said);
        assertThat(exposure.find()).as(said).isTrue();
        return Double.parseDouble(exposure.group(1));
    }

    static String analyze(String verb, String option, List<Path> units)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("systemd-analyze", "--no-pager", verb, option));
        units.forEach(unit -> command.add(unit.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
