package io.vxplan.router.daemon;

import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.host.local.NameLock;
import io.vxplan.model.resource.Mark;
import java.util.Optional;

/// Keeps a second router of this host from an overlay: two would undo each other's work for ever.
final class OverlayLock implements AutoCloseable {
    /// The kernel takes no longer names.
    private static final int MAX_NAME = 98;

    private final LocalHost host;
    private Optional<Held> held = Optional.empty();

    private record Held(Mark overlay, NameLock lock) {}

    OverlayLock(LocalHost host) {
        this.host = host;
    }

    /// Has this overlay from now on, and no other.
    ///
    /// @throws HostException where another has it
    void hold(Mark overlay) throws HostException {
        if (held.filter(now -> now.overlay().equals(overlay)).isPresent()) {
            return;
        }
        NameLock lock = host.tryLock(name(overlay)).orElseThrow(() -> inUse(overlay));
        close();
        held = Optional.of(new Held(overlay, lock));
    }

    private HostException inUse(Mark overlay) {
        return new HostException(
                host.name(),
                "another router of this host keeps overlay %s/%s already"
                        .formatted(overlay.topology(), overlay.overlay()),
                "end one of them; `ss -xap | grep '@%s'` as root names its process"
                        .formatted(name(overlay)));
    }

    /// Overlays have the same one where they have the same mark, which is what routers would fight
    /// about.
    static String name(Mark overlay) {
        String text = overlay.toString();
        return text.length() <= MAX_NAME
                ? text
                : text.substring(0, MAX_NAME) + Integer.toHexString(text.hashCode());
    }

    @Override
    public void close() {
        held.ifPresent(now -> now.lock().close());
        held = Optional.empty();
    }
}
