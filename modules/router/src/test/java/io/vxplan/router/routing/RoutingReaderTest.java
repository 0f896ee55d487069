package io.vxplan.router.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoutingReaderTest {
    /// The example of the docker-router design.
    private static final String SEED =
            """
            version: 1
            stack_id: stack-a
            vni: 1000
            vxlan_subnet: 192.168.100.0/24
            local_vxlan_ip: 192.168.100.1

            networks:
              - name: internal
                subnet: 172.20.0.0/16
                gateway: 172.20.0.2

            remote_stacks:
              - stack_id: stack-b
                vxlan_gateway: 192.168.100.2
                networks:
                  - subnet: 172.21.0.0/16

              - stack_id: stack-c
                vxlan_gateway: 192.168.100.3
                networks:
                  - subnet: 172.22.0.0/16
            """;

    private static Routing read(String text, Map<String, String> environment) {
        Parsed<Routing> parsed = RoutingReader.read(text, "routing.yaml", environment);
        assertThat(parsed.problems()).isEmpty();
        return parsed.value().orElseThrow();
    }

    @Test
    void readsTheSeedsExample() {
        Routing routing = read(SEED, Map.of());

        assertThat(routing.stackId()).hasToString("stack-a");
        assertThat(routing.vni()).hasToString("1000");
        assertThat(routing.subnet()).hasToString("192.168.100.0/24");
        assertThat(routing.address()).hasToString("192.168.100.1");
        assertThat(routing.port()).isEqualTo(4789);
        assertThat(routing.mtu()).isEmpty();
        assertThat(routing.underlay()).isEmpty();
        assertThat(routing.networks().toString())
                .isEqualTo(
                        "[LocalNetwork[name=internal, subnet=172.20.0.0/16, gateway=Optional[172.20.0.2]]]");
        assertThat(routing.remoteStacks().toString())
                .isEqualTo(
                        "[RemoteStack[id=stack-b, gateway=Optional[192.168.100.2], networks=[172.21.0.0/16]],"
                                + " RemoteStack[id=stack-c, gateway=Optional[192.168.100.3], networks=[172.22.0.0/16]]]");
    }

    @Test
    void readsKeysOfOurs() {
        Routing routing = read(SEED + "port: 8472\nmtu: 1400\nunderlay: 10.0.1.5\n", Map.of());

        assertThat(routing.port()).isEqualTo(8472);
        assertThat(routing.mtu().orElseThrow()).hasToString("1400");
        assertThat(routing.underlay().orElseThrow()).hasToString("10.0.1.5");
    }

    @Test
    void theEnvironmentWins() {
        Routing routing =
                read(
                        "version: 1\nvni: 1000\n",
                        Map.of(
                                "STACK_ID", "stack-z",
                                "VNI", "1001",
                                "VXLAN_SUBNET", "10.9.0.0/24",
                                "LOCAL_VXLAN_IP", "10.9.0.7"));

        assertThat(routing.stackId()).hasToString("stack-z");
        assertThat(routing.vni()).hasToString("1001");
        assertThat(routing.subnet()).hasToString("10.9.0.0/24");
        assertThat(routing.address()).hasToString("10.9.0.7");
    }

    @Test
    void anEmptyVariableIsNone() {
        assertThat(read(SEED, Map.of("VNI", "")).vni()).hasToString("1000");
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        assertThat(lines(RoutingReader.readFile(Path.of("/nowhere/routing.yaml"), Map.of())))
                .isEqualTo("/nowhere/routing.yaml: error: there is no such file\n");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void everyMistakeIsToldAtOnce(Case mistake) {
        Parsed<Routing> parsed =
                RoutingReader.read(mistake.text(), "routing.yaml", mistake.environment());

        assertThat(lines(parsed)).isEqualTo(mistake.said());
    }

    @Test
    void settingsHaveDefaults() {
        assertThat(RouterSettings.read(Map.of()).value()).contains(RouterSettings.DEFAULT);
    }

    @Test
    void mistakesInSettingsAreTold() {
        Parsed<RouterSettings> parsed =
                RouterSettings.read(
                        Map.of(
                                "WATCH_DISCOVERY", "ture",
                                "ROUTE_REFRESH_INTERVAL", "0",
                                "HOLD_DOWN", "5s",
                                "LOG_LEVEL", "loud"));

        assertThat(lines(parsed))
                .isEqualTo(
                        """
                        environment variable HOLD_DOWN: error: HOLD_DOWN is '5s'; it must be a number from 0 to 86400
                        environment variable LOG_LEVEL: error: LOG_LEVEL is 'loud'; it must be debug, info, warn or error
                        environment variable ROUTE_REFRESH_INTERVAL: error: ROUTE_REFRESH_INTERVAL is '0'; it must be a number from 1 to 86400
                        environment variable WATCH_DISCOVERY: error: WATCH_DISCOVERY is 'ture'; did you mean 'true'?
                        """);
    }

    private static String lines(Parsed<?> parsed) {
        return parsed.problems().stream()
                .map(Diagnostic::toString)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /// @param environment of the lines that begin with `$`
    record Case(String title, Map<String, String> environment, String text, String said) {
        static Case parse(String section) {
            String[] titleAndRest = section.split("\n", 2);
            String[] textAndSaid = titleAndRest[1].split("(?m)^--\n", 2);
            List<String> lines = textAndSaid[0].lines().toList();
            Map<String, String> environment =
                    lines.stream()
                            .filter(line -> line.startsWith("$"))
                            .map(line -> line.substring(1).split("=", 2))
                            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            String text =
                    lines.stream()
                            .filter(line -> !line.startsWith("$"))
                            .map(line -> line + "\n")
                            .collect(Collectors.joining());
            return new Case(titleAndRest[0], environment, text, textAndSaid[1].strip() + "\n");
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Case> mistakes() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        RoutingReaderTest.class.getResourceAsStream("mistakes.txt"))) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("(?m)^== ")).skip(1).map(Case::parse);
        }
    }
}
