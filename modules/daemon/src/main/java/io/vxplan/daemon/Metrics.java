package io.vxplan.daemon;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What is measured at one moment, for Prometheus. What has a name is of one kind; used again, with
/// other labels, it is told beside the first.
public final class Metrics {
    private final Map<String, Family> families;
    private final Labels labels;

    /// All that has one name.
    private record Family(
            MetricSnapshot.Builder<?> builder, Supplier<? extends MetricSnapshot> build) {}

    public Metrics() {
        this(new LinkedHashMap<>(), Labels.EMPTY);
    }

    private Metrics(Map<String, Family> families, Labels labels) {
        this.families = families;
        this.labels = labels;
    }

    /// The same, where all that is added gets one more label.
    public Metrics with(String label, String value) {
        return new Metrics(families, labels.add(label, value));
    }

    /// What goes up and down.
    public void gauge(String name, String help, double value) {
        point(gauge(name, help), labels, value);
    }

    /// The same of several kinds.
    ///
    /// @param label whose value is a key of the map
    public void gauge(
            String name, String help, String label, Map<String, ? extends Number> values) {
        GaugeSnapshot.Builder gauge = gauge(name, help);
        values.forEach((kind, value) -> point(gauge, labels.add(label, kind), value.doubleValue()));
    }

    private GaugeSnapshot.Builder gauge(String name, String help) {
        GaugeSnapshot.Builder fresh = GaugeSnapshot.builder().name(name).help(help);
        return family(name, GaugeSnapshot.Builder.class, fresh, fresh::build);
    }

    private static void point(GaugeSnapshot.Builder gauge, Labels labels, double value) {
        gauge.dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
    }

    /// What only goes up while the daemon runs.
    ///
    /// @param name without `_total`, which is added
    public void counter(String name, String help, long value) {
        point(counter(name, help), labels, value);
    }

    /// The same of several kinds.
    ///
    /// @param label whose value is a key of the map
    public void counter(String name, String help, String label, Map<String, Long> values) {
        CounterSnapshot.Builder counter = counter(name, help);
        values.forEach((kind, value) -> point(counter, labels.add(label, kind), value));
    }

    private CounterSnapshot.Builder counter(String name, String help) {
        CounterSnapshot.Builder fresh = CounterSnapshot.builder().name(name).help(help);
        return family(name, CounterSnapshot.Builder.class, fresh, fresh::build);
    }

    private static void point(CounterSnapshot.Builder counter, Labels labels, long value) {
        counter.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value((double) value).build());
    }

    /// How often something was done, and how many seconds all of it took.
    public void duration(String name, String help, long count, double seconds) {
        SummarySnapshot.Builder fresh = SummarySnapshot.builder().name(name).help(help);
        family(name, SummarySnapshot.Builder.class, fresh, fresh::build)
                .dataPoint(
                        SummaryDataPointSnapshot.builder()
                                .labels(labels)
                                .count(count)
                                .sum(seconds)
                                .build());
    }

    private <B extends MetricSnapshot.Builder<B>> B family(
            String name, Class<B> kind, B fresh, Supplier<? extends MetricSnapshot> build) {
        return kind.cast(families.computeIfAbsent(name, _ -> new Family(fresh, build)).builder());
    }

    static String contentType() {
        return PrometheusTextFormatWriter.CONTENT_TYPE;
    }

    /// In Prometheus' text format.
    public byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, snapshots());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private MetricSnapshots snapshots() {
        return new MetricSnapshots(
                families.values().stream()
                        .map(family -> (MetricSnapshot) family.build().get())
                        .toList());
    }
}
