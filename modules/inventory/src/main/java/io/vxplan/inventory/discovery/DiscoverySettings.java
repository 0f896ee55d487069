package io.vxplan.inventory.discovery;

import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.Located;
import java.nio.file.Path;
import java.util.Optional;

/// What all hosts that find each other have in common.
public record DiscoverySettings(Way way, Timing timing, LogLevel logLevel) {

    /// Empty where there is a mistake, which is reported.
    ///
    /// @param folder to which paths of files that hold secrets are relative
    public static Optional<DiscoverySettings> read(Fields fields, Path folder) {
        Optional<Timing> timing = Timing.read(fields);
        Optional<Way> way = new WayReader(fields, folder).read();
        LogLevel level =
                fields.get("log_level", LogLevel.KIND).map(Located::value).orElse(LogLevel.INFO);
        return way.flatMap(known -> timing.map(time -> new DiscoverySettings(known, time, level)));
    }
}
