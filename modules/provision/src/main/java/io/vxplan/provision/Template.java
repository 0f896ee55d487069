package io.vxplan.provision;

import io.vxplan.inventory.template.TextTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One of the files in `templates/`, which travel in the jar.
public record Template(String name) {

    /// @param values strings, numbers, booleans, lists of them and maps to them
    public String render(Map<String, ?> values) {
        return TextTemplate.render(name, text(), values);
    }

    private String text() {
        try (InputStream stream = Template.class.getResourceAsStream(name + ".j2")) {
            if (stream == null) {
                throw new IllegalStateException("there is no template " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
