package io.vxplan.discovery.gossip;

import io.scalecube.cluster.transport.api.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// News that wait a moment for others to the same member. The library says each by itself, and all
/// of a round at once; a datagram costs more than what it holds.
final class Bundles {
    /// Some 8 kB. A datagram has many fragments then, and with one of them all is lost.
    static final int MOST = 24;

    private static final Duration MOMENT = Duration.ofMillis(10);

    private final BiConsumer<String, List<Message>> sender;
    private final Map<String, List<Message>> waiting = new LinkedHashMap<>();

    /// @param sender is given at least one message, and at most [#MOST]
    Bundles(BiConsumer<String, List<Message>> sender) {
        this.sender = sender;
    }

    /// @param to as the library writes it
    void add(String to, Message news) {
        boolean first;
        synchronized (waiting) {
            first = waiting.isEmpty();
            waiting.computeIfAbsent(to, _ -> new ArrayList<>()).add(news);
        }
        if (first) {
            Thread.ofVirtual().name("gossip bundles").start(this::sendSoon);
        }
    }

    private void sendSoon() {
        try {
            Thread.sleep(MOMENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        send();
    }

    /// Sends what waits.
    void send() {
        Map<String, List<Message>> now;
        synchronized (waiting) {
            now = new LinkedHashMap<>(waiting);
            waiting.clear();
        }
        now.forEach((to, news) -> {
            for (int from = 0; from < news.size(); from += MOST) {
                sender.accept(to, news.subList(from, Math.min(from + MOST, news.size())));
            }
        });
    }
}
