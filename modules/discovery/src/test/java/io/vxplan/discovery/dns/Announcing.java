package io.vxplan.discovery.dns;

import io.vxplan.discovery.state.Stacks;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/// A process that announces stack-a until it is told to end.
final class Announcing {
    private Announcing() {}

    public static void main(String[] port) throws IOException, InterruptedException {
        DnsSettings settings = Bind.settings(Integer.parseInt(port[0]), Bind.ZONE);
        DnsDiscovery discovery = new DnsDiscovery(settings, new Heard(), Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(discovery::close));
        discovery.announce(List.of(Stacks.full("stack-a", 1, "10.0.0.1")));
        System.out.println("announced");
        Thread.currentThread().join();
    }
}
