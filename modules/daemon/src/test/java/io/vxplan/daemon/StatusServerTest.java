package io.vxplan.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {
    private static final Health WELL = Health.well(5, 12);
    private static final int PATIENCE_MILLISECONDS = 60_000;

    private final AtomicReference<Health> health = new AtomicReference<>(WELL);
    private StatusServer server;

    @BeforeEach
    void open() throws IOException {
        Watched daemon =
                new Watched() {
                    @Override
                    public Health health() {
                        return health.get();
                    }

                    @Override
                    public void measure(Metrics metrics) {
                        metrics.gauge("peers", "Known.", 5);
                    }
                };
        server =
                StatusServer.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), daemon);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(server.address());
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        return socket;
    }

    /// All that is answered until the connection ends.
    private String ask(String request) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    (request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void healthIsInTheFormThatIsKnown() throws IOException {
        String answer = ask("GET /health");
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(body(answer))
                .matches(
                        "\\{\"status\":\"healthy\",\"peer_count\":5,\"route_count\":12,\"uptime\":[0-9]+}\n");
        assertThat(StatusServer.json(WELL, Duration.ofHours(1)))
                .isEqualTo(
                        "{\"status\":\"healthy\",\"peer_count\":5,\"route_count\":12,\"uptime\":3600}");
    }

    @Test
    void whoIsIllSaysWhy() throws IOException {
        health.set(Health.unhealthy("can't write \"/a\"", 0, 0));
        String answer = ask("GET /health");
        assertThat(answer).startsWith("HTTP/1.1 503 ");
        assertThat(body(answer))
                .contains("\"status\":\"unhealthy\"")
                .contains("\"reason\":\"can't write \\\"/a\\\"\"");
        assertThat(PrometheusText.parse(body(ask("GET /metrics"))))
                .containsEntry("vxplan_healthy", 0.0);
    }

    @Test
    void whoKeepsWhatItKnewIsNotToBeStartedAnew() throws IOException {
        health.set(Health.degraded("peers can't be heard", 5, 12));
        String answer = ask("GET /health");
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(body(answer))
                .contains("\"status\":\"degraded\"")
                .contains("\"reason\":\"peers can't be heard\"");
        assertThat(PrometheusText.parse(body(ask("GET /metrics"))))
                .containsEntry("vxplan_healthy", 0.0)
                .containsEntry("vxplan_degraded", 1.0);
    }

    @Test
    void metricsAreForPrometheus() throws IOException {
        String answer = ask("GET /metrics");
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("Content-Type: text/plain; version=0.0.4");
        assertThat(PrometheusText.parse(body(answer)))
                .containsEntry("peers", 5.0)
                .containsEntry("vxplan_healthy", 1.0)
                .containsKey("vxplan_uptime_seconds")
                .hasEntrySatisfying(
                        "process_resident_memory_bytes", bytes -> assertThat(bytes).isPositive())
                .hasEntrySatisfying(
                        "jvm_memory_bytes{heap=\"used\"}", bytes -> assertThat(bytes).isPositive());
    }

    @Test
    void headHasNoBody() throws IOException {
        assertThat(ask("HEAD /health"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("Content-Length: ")
                .endsWith("\r\n\r\n");
    }

    @Test
    void nothingElseIsAnswered() throws IOException {
        assertThat(ask("GET /")).startsWith("HTTP/1.1 404 ");
        assertThat(ask("GET /health/x")).startsWith("HTTP/1.1 404 ");
        assertThat(ask("GET //health")).startsWith("HTTP/1.1 404 ");
        assertThat(ask("POST /health")).startsWith("HTTP/1.1 405 ");
        assertThat(ask("DELETE /metrics")).startsWith("HTTP/1.1 405 ");
    }

    /// Whether it is told or the connection just ends is the server's affair.
    @Test
    void longHeadersAreNotRead() throws IOException {
        String answer;
        try {
            answer = ask("GET /health HTTP/1.1\r\nX: " + "x".repeat(100_000) + "\r\nY:");
        } catch (SocketException e) {
            answer = "";
        }
        assertThat(answer).doesNotContain(" 200 ");
    }

    /// They say a part of a request and wait; others are served meanwhile, and they are sent away.
    @Test
    void slowClientsHoldNobodyUp() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = connect();
                slow.add(socket);
                socket.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(ask("GET /health")).startsWith("HTTP/1.1 200 ");
            for (Socket socket : slow) {
                assertThat(isEnded(socket)).isTrue();
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    @Test
    void aPortIsForOneOnly() {
        assertThatThrownBy(() -> StatusServer.open(server.address(), new Nobody()))
                .isInstanceOf(BindException.class);
    }

    private static final class Nobody implements Watched {
        @Override
        public Health health() {
            return WELL;
        }

        @Override
        public void measure(Metrics metrics) {}
    }
}
