package io.vxplan.discovery.dns;

import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.state.Stacks;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that meet at a real BIND.
abstract class OnBind {
    static final Clock CLOCK = Clock.systemUTC();

    final List<DnsDiscovery> running = new ArrayList<>();
    Bind bind;

    @BeforeEach
    final void start(@TempDir Path folder) throws Exception {
        bind = new Bind(folder);
    }

    @AfterEach
    final void stop() throws Exception {
        running.forEach(DnsDiscovery::close);
        bind.stop();
    }

    DnsDiscovery discovery(Heard heard) {
        return discovery(heard, bind.settings(Bind.KEY), CLOCK);
    }

    DnsDiscovery discovery(Heard heard, DnsSettings settings, Clock clock) {
        DnsDiscovery discovery = new DnsDiscovery(settings, heard, clock);
        running.add(discovery);
        return discovery;
    }

    static Stack stack(String id) {
        return Stacks.full(id, 1000, "10.0.1." + (1 + id.charAt(0) - 'a'));
    }
}
