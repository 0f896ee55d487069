package io.vxplan.inventory.yaml;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.Location;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/// Why a text is no YAML. The parser speaks of tokens and blocks; this speaks to those who wrote
/// the file.
///
/// @param file what messages call it
record BadYaml(String file, String text) {
    private static final Pattern CONFLICT = Pattern.compile("(?m)^<{7} ");
    private static final Pattern BAD_START = Pattern.compile("found character '(.+?)(\\(TAB\\))?'");

    Diagnostic of(MarkedYamlEngineException e) {
        Matcher conflict = CONFLICT.matcher(text);
        if (conflict.find()) {
            return error(
                    at(conflict.start()),
                    "a merge conflict is not solved",
                    "keep one of both sides, and take out the lines with '<<<<<<<', '=======' and '>>>>>>>'");
        }
        Location at =
                e.getProblemMark()
                        .or(e::getContextMark)
                        .map(this::at)
                        .orElse(new Location(file, 0, 0));
        return of(String.valueOf(e.getProblem()), at, e.getContextMark());
    }

    /// @param begin of the list, the mapping or the quotes in which the problem is
    private Diagnostic of(String problem, Location at, Optional<Mark> begin) {
        if (problem.contains("end of stream") && begin.isPresent()) {
            return error(
                    at(begin.get()),
                    "the quotes that are opened here are never closed",
                    "close them with " + sign(begin.get()));
        }
        if (problem.startsWith("expected ',' or ") && begin.isPresent()) {
            String open = sign(begin.get());
            return error(
                    at,
                    problem.substring(0, problem.indexOf(", but got")),
                    "the %s in line %d is not closed yet".formatted(open, line(begin.get())));
        }
        if (problem.endsWith("found '<scalar>'")) {
            return error(at, "there is more after the end of the value", "quote all of it");
        }
        if (problem.startsWith("expected <block end>") && begin.isPresent()) {
            return error(
                    at,
                    "this is no part of what begins in line %d".formatted(line(begin.get())),
                    "mend the indentation");
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return error(at, "no ':' can stand here", "quote the value, or mend the indentation");
        }
        if (problem.startsWith("unexpected character found")) {
            return error(at, "a name belongs behind '*' and '&'", "quote the value");
        }
        Matcher badStart = BAD_START.matcher(problem);
        if (badStart.find()) {
            return badStart.group(2) == null
                    ? error(
                            at,
                            "nothing begins with '" + badStart.group(1) + "'",
                            "quote the value")
                    : error(at, "no tab can stand here", "indent with spaces");
        }
        return error(at, oneLine(problem), "");
    }

    Diagnostic of(ReaderException e) {
        int position = Math.min(e.getPosition(), text.codePointCount(0, text.length()));
        return error(
                at(text.offsetByCodePoints(0, position)),
                "the character U+%04X is no text".formatted(e.getCodePoint()),
                "is this the right file?");
    }

    private Diagnostic error(Location at, String problem, String advice) {
        return Diagnostic.error(at, "bad YAML: " + problem, advice);
    }

    private Location at(Mark mark) {
        return YamlReader.location(file, mark);
    }

    private Location at(int offset) {
        int line = (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
        return new Location(file, line + 1, offset - text.lastIndexOf('\n', offset - 1));
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    /// What stands there, such as `'['`.
    private static String sign(Mark mark) {
        return "'" + Character.toString(mark.getBuffer()[mark.getPointer()]) + "'";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
