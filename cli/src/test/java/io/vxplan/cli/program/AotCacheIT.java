package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The AOT cache goes with the program to hosts whose processors may have fewer instructions.
class AotCacheIT {

    @Test
    void isOfUseAndHasNoMachineCode() {
        Path home = Distribution.launcher().resolve("../..").normalize();

        // `on` ends Java where the cache is of no use.
        String said =
                Shell.run(
                        "cd '%s'; runtime/bin/java -XX:AOTMode=on -XX:AOTCache=\"$(ls cache/*.aot)\" '-Xlog:aot+codecache*=debug' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp \"$PWD/lib/vxplan-cli.jar\" io.vxplan.cli.Main --version"
                                .formatted(home));

        assertThat(said).contains("AOT Code Cache is empty\n", "\nvxplan ");
    }
}
