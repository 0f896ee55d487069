package io.vxplan.discovery.multicast;

import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The sockets at all places where this host is heard.
final class Segments {
    private final MulticastSettings settings;
    private final Consumer<Segment> onOpen;
    private final Map<Place, Segment> segments = new LinkedHashMap<>();

    Segments(MulticastSettings settings, Consumer<Segment> onOpen) {
        this.settings = settings;
        this.onOpen = onOpen;
    }

    /// Opens those that are missing.
    ///
    /// @return why one could not be opened
    Optional<IOException> open(Set<Place> places) {
        Optional<IOException> failure = Optional.empty();
        for (Place place : places) {
            if (!segments.containsKey(place)) {
                try {
                    Segment segment = Segment.open(place, settings);
                    segments.put(place, segment);
                    onOpen.accept(segment);
                } catch (IOException e) {
                    failure = Optional.of(e);
                }
            }
        }
        return failure;
    }

    /// Closes all others.
    void retain(Set<Place> places) {
        segments.entrySet()
                .removeIf(entry -> {
                    boolean gone = !places.contains(entry.getKey());
                    if (gone) {
                        entry.getValue().close();
                    }
                    return gone;
                });
    }

    /// @throws IOException where none of the messages could be sent
    void send(List<Outgoing> messages) throws IOException {
        Optional<IOException> failure = Optional.empty();
        boolean sent = false;
        for (Outgoing message : messages) {
            for (Segment segment : towards(message.from())) {
                try {
                    segment.send(message.datagram());
                    sent = true;
                } catch (IOException e) {
                    failure = Optional.of(e);
                }
            }
        }
        if (!sent && failure.isPresent()) {
            throw failure.get();
        }
    }

    /// What speaks for an address goes out from there. With a key it is believed from anywhere, so
    /// the goodbye of an address that is lost already can still be said.
    private List<Segment> towards(Optional<IpAddress> from) {
        List<Segment> there =
                segments.entrySet().stream()
                        .filter(entry -> from.isEmpty() || entry.getKey().from().equals(from.get()))
                        .map(Map.Entry::getValue)
                        .toList();
        return there.isEmpty() && settings.key().isPresent()
                ? List.copyOf(segments.values())
                : there;
    }
}
