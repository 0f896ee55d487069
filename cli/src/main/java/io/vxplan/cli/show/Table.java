package io.vxplan.cli.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Rows under named columns, for people or as JSON.
final class Table {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<String> columns;
    private final List<List<JsonNode>> rows = new ArrayList<>();

    /// @param columns as JSON names them
    Table(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /// @param cells whole numbers, collections of texts, and texts of whatever else
    void add(Object... cells) {
        rows.add(Arrays.stream(cells).map(Table::json).toList());
    }

    int size() {
        return rows.size();
    }

    private static JsonNode json(Object cell) {
        return switch (cell) {
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Collection<?> several -> {
                ArrayNode array = JSON.arrayNode();
                several.forEach(one -> array.add(one.toString()));
                yield array;
            }
            default -> JSON.stringNode(cell.toString());
        };
    }

    /// Aligned, with a line of headings.
    List<String> text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Table::heading).toList());
        rows.forEach(row -> lines.add(row.stream().map(Table::text).toList()));
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

    private static String text(JsonNode cell) {
        return cell.isArray()
                ? cell.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                : cell.asString();
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
        for (List<JsonNode> row : rows) {
            ObjectNode object = list.addObject();
            for (int column = 0; column < columns.size(); column++) {
                object.set(columns.get(column), row.get(column));
            }
        }
        return root.toPrettyString();
    }
}
