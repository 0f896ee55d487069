package io.vxplan.verify.render;

import io.vxplan.verify.check.Check;
import io.vxplan.verify.check.OverlayChecks;
import io.vxplan.verify.result.Drift;
import io.vxplan.verify.result.Report;
import io.vxplan.verify.result.Report.OverlayReport;
import io.vxplan.verify.result.Result;
import io.vxplan.verify.result.Verdict;
import java.io.Writer;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// A report for programs (docs/reference/verify.md).
public final class JsonReport {
    /// Raised when a field goes or changes its meaning; new fields may come at any time.
    public static final int FORMAT_VERSION = 1;

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    /// Writes one document; the writer stays open.
    public static void write(Report report, Writer out) {
        try (JsonGenerator json =
                JsonFactory.builder()
                        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .build()
                        .createGenerator(ObjectWriteContext.empty(), out)) {
            new JsonReport(json).document(report);
        }
    }

    private void document(Report report) {
        json.writeStartObject();
        json.writeNumberProperty("format_version", FORMAT_VERSION);
        json.writeStringProperty("topology", report.topology());
        json.writeBooleanProperty("passed", report.passed());
        json.writeArrayPropertyStart("overlays");
        report.overlays().forEach(this::overlay);
        json.writeEndArray();
        json.writeArrayPropertyStart("underlay");
        report.underlay().forEach(this::underlay);
        json.writeEndArray();
        json.writeArrayPropertyStart("drift");
        report.drift().forEach((host, drift) -> drift(host.value(), drift));
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void overlay(OverlayReport overlay) {
        OverlayChecks checks = overlay.checks();
        json.writeStartObject();
        json.writeStringProperty("overlay", checks.overlay());
        json.writeNumberProperty("vni", checks.vni().value());
        json.writeBooleanProperty("sample", checks.sample());
        json.writeNumberProperty("pings_of_all_pairs", checks.pairs());
        json.writeArrayPropertyStart("pings");
        overlay.reach().forEach(this::reach);
        json.writeEndArray();
        json.writeArrayPropertyStart("next_hops");
        overlay.hops().forEach(this::hop);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void reach(Result<Check.Reach> result) {
        Check.Reach check = result.check();
        json.writeStartObject();
        json.writeStringProperty("from", check.source().name());
        json.writeStringProperty("to", check.to().name());
        check.sourceAddress()
                .ifPresent(source -> json.writeStringProperty("source", source.toString()));
        json.writeStringProperty("target", check.target().toString());
        check.identity()
                .ifPresent(identity -> json.writeStringProperty("mac", identity.mac().toString()));
        check.mtu().ifPresent(mtu -> json.writeNumberProperty("mtu", mtu));
        verdict(result.verdict());
        json.writeEndObject();
    }

    private void hop(Result<Check.EcmpHop> result) {
        Check.EcmpHop check = result.check();
        json.writeStartObject();
        json.writeStringProperty("from", check.host().value());
        json.writeStringProperty("network", check.network().toString());
        json.writeStringProperty("through", check.hop().value());
        json.writeStringProperty("gateway", check.target().toString());
        verdict(result.verdict());
        json.writeEndObject();
    }

    private void underlay(Result<Check.UnderlayMtu> result) {
        Check.UnderlayMtu check = result.check();
        json.writeStartObject();
        json.writeStringProperty("from", check.host().value());
        json.writeStringProperty("to", check.to().value());
        json.writeStringProperty("source", check.sourceAddress().toString());
        json.writeStringProperty("target", check.target().toString());
        json.writeNumberProperty("mtu", check.size());
        json.writeStringProperty("overlay", check.overlay());
        verdict(result.verdict());
        json.writeEndObject();
    }

    private void verdict(Verdict verdict) {
        switch (verdict) {
            case Verdict.Ok(var milliseconds) -> {
                json.writeStringProperty("result", "ok");
                milliseconds.ifPresent(rtt -> json.writeNumberProperty("rtt_ms", rtt));
            }
            case Verdict.Lost(String said) -> {
                json.writeStringProperty("result", "lost");
                json.writeStringProperty("detail", said);
            }
            case Verdict.WrongPeer(_, var mac, var owner) -> {
                json.writeStringProperty("result", "wrong_peer");
                json.writeStringProperty("answered_by", mac.toString());
                owner.ifPresent(name -> json.writeStringProperty("detail", name));
            }
            case Verdict.TooBig(_, var fits, String said) -> {
                json.writeStringProperty("result", "too_big");
                fits.ifPresent(mtu -> json.writeNumberProperty("fits", mtu));
                json.writeStringProperty("detail", said);
            }
            case Verdict.Unidentified _ -> json.writeStringProperty("result", "unidentified");
            case Verdict.NotRun(String why) -> {
                json.writeStringProperty("result", "not_run");
                json.writeStringProperty("detail", why);
            }
            case Verdict.NotChecked(String why) -> {
                json.writeStringProperty("result", "not_checked");
                json.writeStringProperty("detail", why);
            }
        }
    }

    private void drift(String host, Drift drift) {
        json.writeStartObject();
        json.writeStringProperty("host", host);
        json.writeNumberProperty("changes", drift.changes());
        strings("examples", drift.examples());
        strings("problems", drift.problems());
        json.writeEndObject();
    }

    private void strings(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
