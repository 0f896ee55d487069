package io.vxplan.verify.render;

import io.vxplan.model.address.Family;
import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.Station;
import io.vxplan.verify.result.Report.OverlayReport;
import io.vxplan.verify.result.Result;
import io.vxplan.verify.result.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Who reaches whom in one overlay and family, senders as rows. What only receives comes last. Wide
/// with the names as headings where that fits, else with one character a cell; nothing at all where
/// even that does not fit.
final class Matrix {
    private static final int WIDTH = 100;

    private final Style style;
    private final Family family;
    private final List<Station> columns;
    private final List<Station> rows;
    private final Map<String, Map<String, Verdict>> cells = new HashMap<>();

    Matrix(OverlayReport report, Family family, Style style) {
        this.style = style;
        this.family = family;
        for (Result<Check.Reach> result : report.reach()) {
            if (result.check().target().family() == family) {
                cells.computeIfAbsent(result.check().source().name(), _ -> new HashMap<>())
                        .put(result.check().to().name(), result.verdict());
            }
        }
        List<Station> stations =
                report.checks().stations().stream()
                        .filter(station -> station.address(family).isPresent())
                        .toList();
        rows = stations.stream().filter(this::isTried).toList();
        columns = new ArrayList<>(rows);
        stations.stream().filter(station -> !rows.contains(station)).forEach(columns::add);
    }

    /// A workload that nothing can be run in has no row: it would be empty.
    private boolean isTried(Station station) {
        return cells.getOrDefault(station.name(), Map.of()).values().stream()
                .anyMatch(verdict -> !(verdict instanceof Verdict.NotChecked));
    }

    @Override
    public String toString() {
        if (rows.isEmpty()) {
            return "";
        }
        int wide = columns.stream().mapToInt(Matrix::width).sum() + heading();
        if (wide <= WIDTH) {
            return wide();
        }
        return columns.size() + heading() <= WIDTH ? narrow() : "";
    }

    private int heading() {
        return 4 + Math.max(4, rows.stream().mapToInt(row -> row.name().length()).max().orElse(0));
    }

    private static int width(Station column) {
        return 2 + Math.max(3, column.name().length());
    }

    private String wide() {
        StringBuilder text = new StringBuilder(padded("  " + label(), heading()));
        columns.forEach(column -> text.append(padded(column.name(), width(column))));
        endLine(text);
        for (Station row : rows) {
            text.append(padded("  " + row.name(), heading()));
            for (Station column : columns) {
                String word = cell(row, column).map(Matrix::word).orElse("");
                text.append(painted(row, column, word)).repeat(' ', width(column) - word.length());
            }
            endLine(text);
        }
        return text.toString();
    }

    private String narrow() {
        StringBuilder text = new StringBuilder(padded("  " + label(), heading()));
        String others =
                columns.stream()
                        .skip(rows.size())
                        .map(Station::name)
                        .collect(Collectors.joining(", "));
        text.append(". ok  x failed  ? not checked; columns in the order of the rows")
                .append(others.isEmpty() ? "" : ", then " + others)
                .append('\n');
        for (Station row : rows) {
            text.append(padded("  " + row.name(), heading()));
            for (Station column : columns) {
                String sign = cell(row, column).map(Matrix::sign).orElse(" ");
                text.append(painted(row, column, sign));
            }
            endLine(text);
        }
        return text.toString();
    }

    private String label() {
        return Style.label(family);
    }

    private Optional<Verdict> cell(Station row, Station column) {
        return Optional.ofNullable(cells.getOrDefault(row.name(), Map.of()).get(column.name()));
    }

    private String painted(Station row, Station column, String text) {
        return cell(row, column)
                .map(verdict -> verdict.isFailure() ? style.bad(text) : style.good(text))
                .orElse(text);
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Ok _ -> "ok";
            case Verdict.Lost _ -> "--";
            case Verdict.WrongPeer _ -> "!!";
            case Verdict.TooBig _ -> "mtu";
            case Verdict.Unidentified _, Verdict.NotRun _ -> "??";
            case Verdict.NotChecked _ -> "n/a";
        };
    }

    private static String sign(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Ok _ -> ".";
            case Verdict.Lost _,
                    Verdict.WrongPeer _,
                    Verdict.TooBig _,
                    Verdict.Unidentified _,
                    Verdict.NotRun _ ->
                    "x";
            case Verdict.NotChecked _ -> "?";
        };
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static void endLine(StringBuilder text) {
        while (text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        text.append('\n');
    }
}
