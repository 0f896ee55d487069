package io.vxplan.discovery.daemon;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.multicast.MulticastDiscovery;
import io.vxplan.discovery.multicast.MulticastSettings;
import io.vxplan.discovery.settings.Settings;
import io.vxplan.discovery.settings.Way;
import io.vxplan.discovery.state.Stack;
import java.io.IOException;

/// Every way in which peers can be found.
public final class Ways implements Opener {
    @Override
    public Discovery open(Settings settings, Discovery.Listener listener) throws IOException {
        return switch (settings.way()) {
            case Way.Multicast multicast -> multicast(multicast, settings, listener);
            case Way.Dns dns -> throw notYet(dns);
            case Way.Etcd etcd -> throw notYet(etcd);
            case Way.Gossip gossip -> throw notYet(gossip);
        };
    }

    private static Discovery multicast(
            Way.Multicast way, Settings settings, Discovery.Listener listener) {
        return new MulticastDiscovery(
                new MulticastSettings(
                        way.group(),
                        way.port(),
                        way.ttl(),
                        way.key(),
                        peerId(settings),
                        settings.patience().interval()),
                listener);
    }

    /// For people: the process is in it, so that a restart shows.
    private static String peerId(Settings settings) {
        String id = ProcessHandle.current().pid() + "@" + settings.stacks().getFirst().id();
        return id.substring(0, Math.min(id.length(), Stack.MAX_ID));
    }

    private static IOException notYet(Way way) {
        return new IOException(
                "the mode " + way.mode() + " can't be used yet; set DISCOVERY_MODE to multicast");
    }
}
