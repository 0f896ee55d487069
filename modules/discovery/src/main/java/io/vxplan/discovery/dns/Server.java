package io.vxplan.discovery.dns;

import io.vxplan.discovery.wire.Counts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.WireParseException;

/// The one server that is talked to. What is cut off over UDP is asked again over TCP, and what
/// does not fit into a datagram goes there at once.
final class Server {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 2;
    private static final int UDP_PAYLOAD = 1_232;

    /// Update Lease (RFC 9664). Servers that know it expire records by themselves; others pass over
    /// it.
    private static final int UPDATE_LEASE = 2;

    static {
        // Else the library stops itself when the process is told to end, while goodbyes are said.
        System.setProperty("dnsjava.nio.register_shutdown_hook", "false");
    }

    private static final String QUERY = "query_sent";
    private static final String UPDATE = "update_sent";
    private static final String ANSWER = "answer_heard";
    private static final String UNANSWERED = "unanswered";

    /// What is counted: requests, however often each is repeated, and what comes back of them.
    static final List<String> KINDS = List.of(QUERY, UPDATE, ANSWER, UNANSWERED);

    private final InetSocketAddress address;
    private final Counts counts;
    private final Optional<DnsSettings.Key> key;
    private final Clock clock;
    private final SimpleResolver resolver;

    /// @param clock for signatures
    /// @param counts of [#KINDS]
    Server(InetSocketAddress address, Optional<DnsSettings.Key> key, Clock clock, Counts counts) {
        this.counts = counts;
        this.address = address;
        this.key = key;
        this.clock = clock;
        this.resolver = new SimpleResolver(address);
        resolver.setTimeout(PATIENCE);
        resolver.setEDNS(0, UDP_PAYLOAD, 0, List.of());
        key.ifPresent(it -> resolver.setTSIGKey(tsig(it, clock)));
    }

    private static TSIG tsig(DnsSettings.Key key, Clock clock) {
        byte[] secret = Base64.getDecoder().decode(key.secret().reveal());
        return new TSIG(
                TSIG.HMAC_SHA256,
                ServiceNames.name(key.name()),
                new SecretKeySpec(secret, "HmacSHA256"),
                clock);
    }

    /// The records of that name and type, none where there are none.
    ///
    /// @throws AnswerException where the answer can't be believed
    <T extends Record> List<T> query(Name name, int type, Class<T> kind) throws IOException {
        Message answer = ask(name, type);
        if (!answer.getHeader().getFlag(Flags.AA)) {
            throw new AnswerException(
                    "the DNS server %s answers for %s without being its authority: let DNS_SERVER be the primary server of the zone"
                            .formatted(this, text(name)));
        }
        List<Record> records = answer.getSection(Section.ANSWER);
        if (type != Type.CNAME && records.stream().anyMatch(it -> it.getType() == Type.CNAME)) {
            throw new AnswerException(
                    text(name) + " is an alias (CNAME), which no name of a service may be");
        }
        return records.stream()
                .filter(it -> it.getName().equals(name) && kind.isInstance(it))
                .map(kind::cast)
                .toList();
    }

    /// Any answer but an error.
    Message ask(Name name, int type) throws IOException {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        counts.add(QUERY);
        Message answer = send(query);
        if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
            throw failure(
                    answer, "the question for %s %s".formatted(text(name), Type.string(type)));
        }
        return answer;
    }

    /// @return whether the prerequisites held, and so it was done
    boolean update(Update update, Duration lease) throws IOException {
        byte[] seconds = ByteBuffer.allocate(4).putInt((int) lease.toSeconds()).array();
        update.addRecord(
                new OPTRecord(
                        UDP_PAYLOAD,
                        0,
                        0,
                        0,
                        List.of(new GenericEDNSOption(UPDATE_LEASE, seconds))),
                Section.ADDITIONAL);
        counts.add(UPDATE);
        Message answer = send(update);
        return switch (answer.getRcode()) {
            case Rcode.NOERROR -> true;
            case Rcode.NXRRSET, Rcode.YXRRSET, Rcode.NXDOMAIN, Rcode.YXDOMAIN -> false;
            default -> throw failure(answer, "an update of " + text(zone(update)));
        };
    }

    private static Name zone(Update update) {
        return update.getSection(Section.ZONE).getFirst().getName();
    }

    private Message send(Message query) throws IOException {
        Message answer = exchange(query);
        // The library tells, and does not insist. Errors about the key itself can't be signed.
        boolean success = answer.getRcode() == Rcode.NOERROR || answer.getRcode() == Rcode.NXDOMAIN;
        if (key.isPresent() && success && !answer.isVerified()) {
            throw new AnswerException(
                    "an answer of the DNS server %s is not signed with the key %s, and not believed"
                            .formatted(this, key.get().name()));
        }
        return answer;
    }

    private Message exchange(Message query) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Message answer = resolver.send(query);
                counts.add(ANSWER);
                return answer;
            } catch (WireParseException e) {
                throw new AnswerException(
                        "the DNS server %s sent what is no answer: %s"
                                .formatted(this, e.getMessage()));
            } catch (IOException e) {
                counts.add(UNANSWERED);
                if (attempt == ATTEMPTS) {
                    throw new IOException(
                            "the DNS server %s does not answer: %s. What was known before stays."
                                    .formatted(this, reason(e)),
                            e);
                }
            } catch (RuntimeException e) {
                // The library's readers of records throw such, too, at bytes that mean nothing.
                throw new AnswerException(
                        "the DNS server %s sent what is no answer: %s".formatted(this, e));
            }
        }
    }

    /// Of a refused UDP port Java has no words.
    private static String reason(IOException failure) {
        return failure instanceof PortUnreachableException
                ? "nothing listens there"
                : Optional.ofNullable(failure.getMessage())
                        .orElse(failure.getClass().getSimpleName());
    }

    private AnswerException failure(Message answer, String what) {
        String advice = Advice.on(answer, key, clock);
        return new AnswerException(
                "the DNS server %s refused %s: %s".formatted(this, what, advice));
    }

    static String text(Name name) {
        return name.toString(true);
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public String toString() {
        return address.getAddress().getHostAddress() + " port " + address.getPort();
    }
}
