package io.vxplan.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void isInPrometheusTextFormat() {
        Metrics metrics = new Metrics();
        metrics.gauge(
                "peers", "By state.", "state", new TreeMap<>(Map.of("active", 3, "stale", 0)));
        metrics.counter("refused", "Who was not believed.", 7);
        metrics.with("device", "a\"\\b")
                .counter(
                        "packets",
                        "Through the \"device\" \\ both ways.",
                        "direction",
                        new TreeMap<>(Map.of("in", 1L << 50, "out", 2L)));
        metrics.duration("reconcile_seconds", "Of a pass.", 4, 0.25);
        assertThat(PrometheusText.parse(new String(metrics.text(), StandardCharsets.UTF_8)))
                .containsOnly(
                        Map.entry("peers{state=\"active\"}", 3.0),
                        Map.entry("peers{state=\"stale\"}", 0.0),
                        Map.entry("refused_total", 7.0),
                        Map.entry(
                                "packets_total{device=\"a\\\"\\\\b\",direction=\"in\"}",
                                (double) (1L << 50)),
                        Map.entry("packets_total{device=\"a\\\"\\\\b\",direction=\"out\"}", 2.0),
                        Map.entry("reconcile_seconds_count", 4.0),
                        Map.entry("reconcile_seconds_sum", 0.25));
    }

    @Test
    void aNameWithOtherLabelsIsToldBesideTheFirst() {
        Metrics metrics = new Metrics();
        for (String vni : List.of("1000", "1001")) {
            Metrics overlay = metrics.with("vni", vni);
            overlay.gauge("peers", "By state.", "state", Map.of("active", 3));
            overlay.counter("failures", "Of passes.", 1);
            overlay.duration("reconcile_seconds", "Of a pass.", 4, 0.25);
        }
        assertThat(PrometheusText.parse(new String(metrics.text(), StandardCharsets.UTF_8)))
                .containsOnly(
                        Map.entry("peers{state=\"active\",vni=\"1000\"}", 3.0),
                        Map.entry("peers{state=\"active\",vni=\"1001\"}", 3.0),
                        Map.entry("failures_total{vni=\"1000\"}", 1.0),
                        Map.entry("failures_total{vni=\"1001\"}", 1.0),
                        Map.entry("reconcile_seconds_count{vni=\"1000\"}", 4.0),
                        Map.entry("reconcile_seconds_count{vni=\"1001\"}", 4.0),
                        Map.entry("reconcile_seconds_sum{vni=\"1000\"}", 0.25),
                        Map.entry("reconcile_seconds_sum{vni=\"1001\"}", 0.25));
    }

    @Test
    void whatPrometheusWouldRefuseIsSeen() {
        String good = "# HELP a b\n# TYPE a gauge\n";
        for (String bad :
                List.of(
                        "a 1\n",
                        good + "a 1",
                        good + "a 1\na 2\n",
                        good + "b 1\n",
                        good + "a{x=1} 1\n",
                        good + "a one\n",
                        good + "a 1\n" + good + "a 1\n",
                        "# HELP a b\n# TYPE a counter\na 1\n")) {
            assertThatThrownBy(() -> PrometheusText.parse(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
