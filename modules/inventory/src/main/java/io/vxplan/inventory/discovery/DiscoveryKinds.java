package io.vxplan.inventory.discovery;

import io.vxplan.inventory.fields.Kind;
import io.vxplan.model.address.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Every kind of scalar that only the settings of discovery have.
final class DiscoveryKinds {
    private static final Duration HOUR = Duration.ofHours(1);

    static final Kind<IpAddress> GROUP =
            Kind.text("a multicast address like 239.1.1.1 or ff05::158", DiscoveryKinds::multicast);
    static final Kind<Integer> HOPS = Kind.number(1, 255);
    static final Kind<Duration> INTERVAL = Kind.duration(Duration.ofMillis(100), HOUR);
    static final Kind<Duration> TIMEOUT =
            Kind.duration(Duration.ofMillis(200), HOUR.multipliedBy(24));
    static final Kind<Duration> SECONDS =
            Kind.duration(Duration.ofSeconds(1), HOUR.multipliedBy(24));
    static final Kind<String> MODE =
            Kind.oneOf(List.of("multicast", "dns", "etcd", "gossip"), word -> word);
    static final Kind<String> TEXT = Kind.string("some text", text -> !text.isBlank());
    static final Kind<String> FILE = Kind.string("the path of a file", text -> !text.isBlank());
    static final Kind<String> DOMAIN =
            Kind.string(
                    "a domain like example.com",
                    Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?")
                            .asMatchPredicate());
    static final Kind<String> SERVER =
            Kind.string(
                    "the name or address of a server, like 192.0.2.53 or 192.0.2.53:5353",
                    Pattern.compile("[A-Za-z0-9_.:\\[\\]-]{1,253}").asMatchPredicate());
    static final Kind<String> GOSSIP_SEED =
            Kind.string(
                    "the address or name of a host, like 10.0.1.5 or 10.0.1.5:4790",
                    Pattern.compile("[A-Za-z0-9_.:\\[\\]-]{1,253}").asMatchPredicate());
    static final Kind<String> ETCD_ENDPOINT =
            Kind.string(
                    "HOST:PORT, like 10.0.1.100:2379",
                    Pattern.compile("(https?://)?[A-Za-z0-9_.:\\[\\]-]+:[0-9]{1,5}")
                            .asMatchPredicate());
    static final Kind<String> ETCD_PREFIX =
            Kind.string(
                    "a key that begins with /, like /docker-router/discovery",
                    Pattern.compile("/[!-~]{1,253}").asMatchPredicate());

    private DiscoveryKinds() {}

    private static IpAddress multicast(String text) {
        IpAddress address = IpAddress.parse(text);
        if (!address.isMulticast()) {
            throw new IllegalArgumentException(text);
        }
        return address;
    }
}
