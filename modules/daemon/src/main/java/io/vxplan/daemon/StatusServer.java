package io.vxplan.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Answers `GET /health` and `GET /metrics`.
public final class StatusServer implements AutoCloseable {
    /// The server of the JDK takes its limits, for all servers of the process, from system
    /// properties: times in seconds, sizes in bytes.
    private static final Map<String, Integer> LIMITS =
            Map.of(
                    "sun.net.httpserver.maxReqTime", 5,
                    "sun.net.httpserver.maxRspTime", 10,
                    "sun.net.httpserver.idleInterval", 30,
                    "sun.net.httpserver.maxReqHeaders", 50,
                    "sun.net.httpserver.maxReqHeaderSize", 16_384,
                    "jdk.httpserver.maxConnections", 64);

    static {
        LIMITS.forEach((name, limit) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, limit.toString());
            }
        });
    }

    private static final int FINE = 200;
    private static final int NOT_FOUND = 404;
    private static final int ONLY_READING = 405;
    private static final int UNHEALTHY = 503;
    private static final int NO_BODY = -1;

    private final Watched daemon;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final long started = System.nanoTime();

    private StatusServer(Watched daemon, HttpServer server) {
        this.daemon = daemon;
        this.server = server;
    }

    /// Listens in the network namespace of this thread.
    ///
    /// @throws IOException where the address is not to be had
    public static StatusServer open(InetSocketAddress at, Watched daemon) throws IOException {
        StatusServer status = new StatusServer(daemon, HttpServer.create(at, 0));
        status.server.createContext("/", status::answer);
        status.server.setExecutor(status.threads);
        status.server.start();
        return status;
    }

    /// Where it listens; the port is known where it was 0.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!List.of("GET", "HEAD").contains(method)) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, ONLY_READING, "text/plain", "only GET and HEAD\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health" -> health(exchange);
                case "/metrics" -> metrics(exchange);
                case null, default ->
                        send(exchange, NOT_FOUND, "text/plain", "there are /health and /metrics\n");
            }
        }
    }

    private void health(HttpExchange exchange) throws IOException {
        Health health = daemon.health();
        send(
                exchange,
                health.state() == Health.State.UNHEALTHY ? UNHEALTHY : FINE,
                "application/json",
                json(health, uptime()) + "\n");
    }

    static String json(Health health, Duration uptime) {
        ObjectNode json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("status", health.state().word())
                        .put("peer_count", health.peers())
                        .put("route_count", health.routes())
                        .put("uptime", uptime.toSeconds());
        health.problem().ifPresent(reason -> json.put("reason", reason));
        return json.toString();
    }

    private void metrics(HttpExchange exchange) throws IOException {
        Metrics metrics = new Metrics();
        Health.State state = daemon.health().state();
        metrics.gauge(
                "vxplan_healthy",
                "Whether /health says so: 1 or 0.",
                state == Health.State.HEALTHY ? 1 : 0);
        metrics.gauge(
                "vxplan_degraded",
                "Whether /health says so: 1 or 0.",
                state == Health.State.DEGRADED ? 1 : 0);
        daemon.measure(metrics);
        ProcessMetrics.measure(metrics, uptime());
        send(exchange, FINE, Metrics.contentType(), metrics.text());
    }

    private Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static void send(HttpExchange exchange, int code, String type, String text)
            throws IOException {
        send(exchange, code, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int code, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(code, NO_BODY);
        } else {
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
