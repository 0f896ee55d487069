package io.vxplan.router.daemon;

import io.vxplan.daemon.Log;
import io.vxplan.daemon.Supervision;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.inventory.fields.LogLevel;
import io.vxplan.model.HostName;
import io.vxplan.router.routing.RouterSettings;
import io.vxplan.router.routing.RoutingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A router in a JVM of its own, with the packaged program's collector: `SmallRouter NAMESPACE
/// FOLDER`. It prints what it logs.
final class SmallRouter {
    private SmallRouter() {}

    public static void main(String[] arguments) throws IOException, HostException {
        Path folder = Path.of(arguments[1]);
        Path file = folder.resolve("routing.yaml");
        Log log = new Log(LogLevel.DEBUG, System.out::println);
        try (LocalHost host = LocalHost.inNamespace(new HostName("small"), Path.of(arguments[0]));
                Router router =
                        new Router(
                                List.of(
                                        new RoutingFile(
                                                file,
                                                Map.of(),
                                                RoutingReader.readFile(file, Map.of())
                                                        .value()
                                                        .orElseThrow(),
                                                log)),
                                RouterSettings.read(Map.of()).value().orElseThrow(),
                                host,
                                folder,
                                folder.resolve("run"),
                                log,
                                Supervision.of(Map.of(), 0, log),
                                System::nanoTime)) {
            router.run();
        }
    }

    /// @param heap as in `-Xmx`
    static Process start(String heap, Path namespace, Path folder, Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallRouter.class.getName(),
                        namespace.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
