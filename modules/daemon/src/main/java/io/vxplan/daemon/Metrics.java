package io.vxplan.daemon;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// What is measured at one moment, for Prometheus. A name is used once.
public final class Metrics {
    private final MetricSnapshots.Builder all = MetricSnapshots.builder();

    /// What goes up and down.
    public void gauge(String name, String help, double value) {
        gauge(name, help, Labels.EMPTY, value);
    }

    /// The same of several kinds.
    ///
    /// @param label whose value is a key of the map
    public void gauge(
            String name, String help, String label, Map<String, ? extends Number> values) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((kind, value) ->
                gauge.dataPoint(
                        GaugeDataPointSnapshot.builder()
                                .labels(Labels.of(label, kind))
                                .value(value.doubleValue())
                                .build()));
        all.metricSnapshot(gauge.build());
    }

    private void gauge(String name, String help, Labels labels, double value) {
        all.metricSnapshot(
                GaugeSnapshot.builder()
                        .name(name)
                        .help(help)
                        .dataPoint(
                                GaugeDataPointSnapshot.builder()
                                        .labels(labels)
                                        .value(value)
                                        .build())
                        .build());
    }

    /// What only goes up while the daemon runs.
    ///
    /// @param name without `_total`, which is added
    public void counter(String name, String help, long value) {
        all.metricSnapshot(
                CounterSnapshot.builder()
                        .name(name)
                        .help(help)
                        .dataPoint(CounterDataPointSnapshot.builder().value((double) value).build())
                        .build());
    }

    /// The same of several kinds.
    ///
    /// @param fixed a label that all of them have, and its value; may be empty
    /// @param label whose value is a key of the map
    public void counter(
            String name,
            String help,
            Map<String, String> fixed,
            String label,
            Map<String, Long> values) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        values.forEach((kind, value) -> {
            Labels.Builder labels = Labels.builder();
            fixed.forEach(labels::label);
            counter.dataPoint(
                    CounterDataPointSnapshot.builder()
                            .labels(labels.label(label, kind).build())
                            .value(value)
                            .build());
        });
        all.metricSnapshot(counter.build());
    }

    /// How often something was done, and how many seconds all of it took.
    public void duration(String name, String help, long count, double seconds) {
        all.metricSnapshot(
                SummarySnapshot.builder()
                        .name(name)
                        .help(help)
                        .dataPoint(
                                SummaryDataPointSnapshot.builder()
                                        .count(count)
                                        .sum(seconds)
                                        .build())
                        .build());
    }

    static String contentType() {
        return PrometheusTextFormatWriter.CONTENT_TYPE;
    }

    /// In Prometheus' text format.
    public byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, all.build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
