package io.vxplan.doctor.render;

import io.vxplan.doctor.finding.Diagnosis;
import io.vxplan.doctor.finding.Finding;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// A diagnosis for programs (docs/reference/doctor.md).
public final class JsonDiagnosis {
    /// Raised when a field goes or changes its meaning; new fields may come at any time.
    public static final int FORMAT_VERSION = 1;

    private JsonDiagnosis() {}

    /// Writes one document; the writer stays open.
    public static void write(Diagnosis diagnosis, Writer out) {
        try (JsonGenerator json =
                JsonFactory.builder()
                        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .build()
                        .createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("format_version", FORMAT_VERSION);
            json.writeStringProperty("topology", diagnosis.topology());
            json.writeBooleanProperty("passed", diagnosis.passed());
            json.writeNumberProperty("hosts", diagnosis.hosts());
            json.writeArrayPropertyStart("findings");
            diagnosis.findings().forEach(finding -> finding(json, finding));
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void finding(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("severity", finding.severity().word());
        json.writeStringProperty("host", finding.host().value());
        json.writeStringProperty("finding", finding.ailment().id());
        json.writeStringProperty("what", finding.what());
        json.writeStringProperty("remedy", finding.remedy());
        json.writeEndObject();
    }
}
