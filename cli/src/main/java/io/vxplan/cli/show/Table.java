package io.vxplan.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Rows under named columns, for people or as JSON.
///
/// @param columns as JSON names them
record Table(List<String> columns, List<List<String>> rows) {
    Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /// Aligned, with a line of headings.
    List<String> text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Table::heading).toList());
        lines.addAll(rows);
        int[] widths =
                IntStream.range(0, columns.size())
                        .map(column ->
                                lines.stream()
                                        .mapToInt(line -> line.get(column).length())
                                        .max()
                                        .orElse(0))
                        .toArray();
        return lines.stream().map(line -> aligned(line, widths)).toList();
    }

    private static String heading(String column) {
        return column.replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    private static String aligned(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = line.get(column);
            text.append(cell).repeat(' ', widths[column] - cell.length() + 2);
        }
        return text.toString().stripTrailing();
    }

    /// @param name of the list
    String json(String name) {
        ObjectNode root = JsonMapper.shared().createObjectNode().put("format_version", 1);
        ArrayNode list = root.putArray(name);
        for (List<String> row : rows) {
            ObjectNode object = list.addObject();
            for (int column = 0; column < columns.size(); column++) {
                object.put(columns.get(column), row.get(column));
            }
        }
        return root.toPrettyString();
    }
}
