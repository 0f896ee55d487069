package io.vxplan.daemon;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Prometheus' text format as strictly as `promtool check metrics`: each family has help,
/// then type, then its samples in one piece; each sample is there once; a counter's name ends with
/// `_total`, and no other's does.
public final class PrometheusText {
    private static final Pattern HELP =
            Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\\\]|\\\\[\\\\n])+)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|summary)");
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\"\\\\n])*\"";
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "(([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{%1$s(?:,%1$s)*\\})?) ([-+.eE0-9]+|NaN)"
                            .formatted(LABEL));

    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Set<String> families = new HashSet<>();
    private String family = "";
    private String type = "";

    private PrometheusText() {}

    /// @return each sample as it is written, with its labels
    /// @throws IllegalArgumentException with the line that is wrong
    public static Map<String, Double> parse(String text) {
        PrometheusText reader = new PrometheusText();
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line has no end");
        }
        text.lines().forEach(reader::line);
        return reader.samples;
    }

    private void line(String line) {
        Matcher help = HELP.matcher(line);
        Matcher kind = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (help.matches()) {
            family = help.group(1);
            type = "";
            require(families.add(family), "a family in two pieces", line);
        } else if (kind.matches()) {
            type = kind.group(2);
            require(kind.group(1).equals(family), "a type without help", line);
            boolean counter = type.equals("counter");
            require(family.endsWith("_total") == counter, "_total is for counters", line);
        } else {
            require(sample.matches(), "no sample", line);
            require(names().contains(sample.group(2)) && !type.isEmpty(), "another family", line);
            Double before = samples.put(sample.group(1), Double.parseDouble(sample.group(3)));
            require(before == null, "there twice", line);
        }
    }

    private List<String> names() {
        return type.equals("summary")
                ? List.of(family + "_count", family + "_sum")
                : List.of(family);
    }

    private static void require(boolean holds, String what, String line) {
        if (!holds) {
            throw new IllegalArgumentException(what + ": " + line);
        }
    }
}
