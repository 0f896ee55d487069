package io.vxplan.inventory.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTemplateTest {
    @Test
    void tagsLeaveNoLinesBehind() {
        String template =
                """
                head
                {% for item in items %}
                  {% if item.name %}
                - {{ item.name }}: {{ item.port }}
                  {% endif %}
                {% endfor %}
                {{ last }}
                """;

        String text =
                render(
                        template,
                        Map.of(
                                "items",
                                List.of(
                                        Map.of("name", "a", "port", 1),
                                        Map.of("name", "b", "port", 2)),
                                "last",
                                "end"));

        assertThat(text).isEqualTo("head\n- a: 1\n- b: 2\nend\n");
    }

    @Test
    void whatAValueHoldsIsNoTemplate() {
        assertThat(render("{{ a }}", Map.of("a", "{{ b }}<&"))).isEqualTo("{{ b }}<&");
    }

    @Test
    void aNameThatIsNotGivenIsABug() {
        assertThatThrownBy(() -> render("x {{ a.b }}", Map.of("a", Map.of("c", "1"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("template test: 'a.b' is undefined");
        assertThatThrownBy(() -> render("x {{ a | nothing }}", Map.of("a", "1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("template test: there is no filter 'nothing'");
        assertThat(render("x {{ a | default('y') }}", Map.of())).isEqualTo("x y");
    }

    private static String render(String template, Map<String, ?> values) {
        return TextTemplate.render("test", template, values);
    }
}
