package io.vxplan.inventory.topology;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One case of a table in a file.
///
/// @param title `[schema]` in it means that the JSON Schema refuses the topology as well
/// @param parts by name: `topology`, and what follows `-- name`
record Case(String title, Map<String, String> parts) {
    private static final String SCHEMA = "[schema] ";

    static List<Case> in(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Case.class.getResourceAsStream(resource))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Case> cases = new ArrayList<>();
            String[] sections = text.split("(?m)^== ", -1);
            for (int i = 1; i < sections.length; i++) {
                cases.add(parse(sections[i]));
            }
            return cases;
        }
    }

    private static Case parse(String section) {
        String[] titleAndRest = section.split("\n", 2);
        Map<String, String> parts = new LinkedHashMap<>();
        String[] blocks = ("-- topology\n" + titleAndRest[1]).split("(?m)^-- ", -1);
        for (int i = 1; i < blocks.length; i++) {
            String[] nameAndBody = blocks[i].split("\n", 2);
            parts.put(nameAndBody[0].strip(), nameAndBody[1]);
        }
        return new Case(titleAndRest[0], parts);
    }

    String part(String name) {
        return parts.getOrDefault(name, "");
    }

    boolean schemaKnows() {
        return title.startsWith(SCHEMA);
    }

    @Override
    public String toString() {
        return title;
    }
}
