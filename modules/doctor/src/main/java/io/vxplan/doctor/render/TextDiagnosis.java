package io.vxplan.doctor.render;

import io.vxplan.doctor.finding.Diagnosis;
import io.vxplan.doctor.finding.Finding;
import io.vxplan.doctor.finding.Severity;
import io.vxplan.model.HostName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A diagnosis for people: host by host, what is the matter and what to do about it.
public final class TextDiagnosis {
    private static final int RED = 31;
    private static final int YELLOW = 33;

    private final boolean colour;
    private final StringBuilder text = new StringBuilder();

    private TextDiagnosis(boolean colour) {
        this.colour = colour;
    }

    public static String of(Diagnosis diagnosis, boolean colour) {
        TextDiagnosis rendered = new TextDiagnosis(colour);
        Map<HostName, List<Finding>> byHost =
                diagnosis.findings().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Finding::host, TreeMap::new, Collectors.toList()));
        byHost.forEach(rendered::host);
        rendered.lastLine(diagnosis);
        return rendered.text.toString();
    }

    private void host(HostName host, List<Finding> findings) {
        line(host.value());
        for (Finding finding : findings) {
            line(
                    "  %s %s: %s"
                            .formatted(
                                    painted(finding.severity()),
                                    finding.ailment().id(),
                                    finding.what()));
            line("      " + finding.remedy());
        }
        line("");
    }

    private void lastLine(Diagnosis diagnosis) {
        line(
                "%s: %s, %s, %d not checked"
                        .formatted(
                                counted(diagnosis.hosts(), "host"),
                                counted(diagnosis, Severity.ERROR),
                                counted(diagnosis, Severity.WARNING),
                                diagnosis.count(Severity.UNKNOWN)));
    }

    private static String counted(Diagnosis diagnosis, Severity severity) {
        return counted(diagnosis.count(severity), severity.word());
    }

    private static String counted(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    private String painted(Severity severity) {
        return switch (severity) {
            case ERROR -> painted(RED, severity.word());
            case WARNING -> painted(YELLOW, severity.word());
            case UNKNOWN -> severity.word();
        };
    }

    private String painted(int code, String word) {
        return colour ? "\u001b[" + code + "m" + word + "\u001b[0m" : word;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
