package io.vxplan.discovery.dns;

import io.vxplan.discovery.dns.DnsSettings.HostPort;
import io.vxplan.discovery.wire.Counts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Which zone a domain is in, and the server that takes its updates.
///
/// @param name of the zone: the domain itself, or one above it
record Primary(Name name, Server server) {
    private static final int DNS_PORT = 53;

    /// The server that is set; else the one that the SOA record names (RFC 2136, 4.3).
    static Primary find(DnsSettings settings, Clock clock, Counts counts) throws IOException {
        Name domain = ServiceNames.name(settings.domain());
        if (settings.server().isEmpty()) {
            return find(system(clock, counts), domain, settings, clock, counts);
        }
        HostPort place = settings.server().get();
        Server server = new Server(resolved(place), settings.key(), clock, counts);
        Message answer = server.ask(domain, Type.SOA);
        if (!answer.getHeader().getFlag(Flags.AA)) {
            throw new AnswerException(
                    "the DNS server %s has no zone for %s: let DNS_SERVER be the primary server of the zone, not one that asks others"
                            .formatted(place, settings.domain()));
        }
        return new Primary(soa(answer, domain).getName(), server);
    }

    static Primary find(
            Server resolver, Name domain, DnsSettings settings, Clock clock, Counts counts)
            throws IOException {
        SOARecord soa = soa(resolver.ask(domain, Type.SOA), domain);
        InetSocketAddress address = new InetSocketAddress(address(resolver, soa), DNS_PORT);
        return new Primary(soa.getName(), new Server(address, settings.key(), clock, counts));
    }

    private static InetAddress address(Server resolver, SOARecord soa) throws IOException {
        for (int type : List.of(Type.A, Type.AAAA)) {
            for (Record record : resolver.ask(soa.getHost(), type).getSection(Section.ANSWER)) {
                switch (record) {
                    case ARecord a -> {
                        return a.getAddress();
                    }
                    case AAAARecord aaaa -> {
                        return aaaa.getAddress();
                    }
                    default -> {}
                }
            }
        }
        throw new AnswerException(
                "the zone %s names %s as its primary server, which has no address: set DNS_SERVER"
                        .formatted(Server.text(soa.getName()), Server.text(soa.getHost())));
    }

    /// Where the domain is no zone of its own, the answer is that there is none, and the zone's SOA
    /// beside it.
    private static SOARecord soa(Message answer, Name domain) throws AnswerException {
        Optional<SOARecord> soa =
                Stream.of(Section.ANSWER, Section.AUTHORITY)
                        .flatMap(section -> answer.getSection(section).stream())
                        .filter(SOARecord.class::isInstance)
                        .map(SOARecord.class::cast)
                        .filter(it -> domain.subdomain(it.getName()))
                        .findFirst();
        return soa.orElseThrow(() ->
                new AnswerException(
                        "DNS knows no zone for %s: is DNS_DOMAIN right?"
                                .formatted(Server.text(domain))));
    }

    private static Server system(Clock clock, Counts counts) throws IOException {
        return ResolverConfig.getCurrentConfig().servers().stream()
                .findFirst()
                .map(address -> new Server(address, Optional.empty(), clock, counts))
                .orElseThrow(() -> new IOException("this host has no DNS server: set DNS_SERVER"));
    }

    private static InetSocketAddress resolved(HostPort place) throws IOException {
        try {
            return new InetSocketAddress(InetAddress.getByName(place.host()), place.port());
        } catch (UnknownHostException e) {
            throw new IOException("DNS_SERVER %s has no address: give one".formatted(place), e);
        }
    }
}
