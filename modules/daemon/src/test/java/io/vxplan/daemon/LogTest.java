package io.vxplan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {
    private final List<String> lines = new ArrayList<>();
    private final Log log = new Log(LogLevel.INFO, lines::add);

    @Test
    void whatIsBelowTheLevelIsNotSaid() {
        log.debug("no");
        log.info("yes");
        log.warn("yes");
        log.error("yes");
        assertThat(lines).containsExactly("info: yes", "warn: yes", "error: yes");
    }

    @Test
    void nobodyElseEndsALineOrDrivesATerminal() {
        log.info("refused: x\ninfo: forged\r\u001b[2J\u0085");
        assertThat(lines).containsExactly("info: refused: x?info: forged??[2J?");
    }

    @Test
    void aProblemIsToldOnceWhileItStands() {
        Diagnostic missing = Diagnostic.warning("a.json: there is no such file", "make it");
        Diagnostic failed = Diagnostic.error("can't\nwrite", "");
        log.problems("a.json", List.of(missing, missing));
        log.problems("a.json", List.of(missing, failed));
        log.problems("a.json", List.of(failed));
        log.problems("a.json", List.of());
        log.problems("a.json", List.of());
        log.problems("a.json", List.of(missing));
        assertThat(lines)
                .containsExactly(
                        "warn: a.json: there is no such file; make it",
                        "error: can't?write",
                        "info: a.json: all is well again",
                        "warn: a.json: there is no such file; make it");
    }
}
