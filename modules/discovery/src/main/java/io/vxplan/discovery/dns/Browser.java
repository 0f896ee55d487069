package io.vxplan.discovery.dns;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// Reads who is registered, and believes what holds together.
final class Browser {
    /// A message of DNS holds 64 KiB, so there are hardly more.
    private static final int MAX_INSTANCES = 5_000;

    private final ServiceNames names;

    /// What stands at a name was compared with its other records already, and only they cost two
    /// more questions.
    private final Map<Name, Stack> checked = new HashMap<>();

    Browser(ServiceNames names) {
        this.names = names;
    }

    /// @param refused why, by name
    record Sweep(List<Sighted> sighted, Map<Name, String> refused) {}

    /// @param enough whether to stop, with half of it
    /// @throws IOException where the server does not answer, or not to the question who there is
    Sweep sweep(Server server, BooleanSupplier enough) throws IOException {
        List<PTRRecord> pointers = server.query(names.service(), Type.PTR, PTRRecord.class);
        List<Sighted> sighted = new ArrayList<>();
        Map<Name, String> refused = new TreeMap<>();
        for (PTRRecord pointer : pointers) {
            Name instance = pointer.getTarget();
            if (enough.getAsBoolean()) {
                break;
            }
            try {
                require(
                        sighted.size() + refused.size() < MAX_INSTANCES,
                        "is one of %,d: only %,d are read"
                                .formatted(pointers.size(), MAX_INSTANCES));
                sighted.add(read(server, instance));
            } catch (AnswerException e) {
                if (refused.size() < MAX_INSTANCES) {
                    refused.put(instance, String.valueOf(e.getMessage()));
                }
            }
        }
        checked.keySet()
                .retainAll(Set.copyOf(pointers.stream().map(PTRRecord::getTarget).toList()));
        return new Sweep(sighted, refused);
    }

    private Sighted read(Server server, Name instance) throws IOException {
        require(
                instance.subdomain(names.service())
                        && instance.labels() == names.service().labels() + 1,
                "is not directly below " + Server.text(names.service()));
        List<TXTRecord> records = server.query(instance, Type.TXT, TXTRecord.class);
        require(records.size() == 1, "has %d TXT records, not one".formatted(records.size()));
        TXTRecord txt = records.getFirst();
        Announcement announcement;
        try {
            announcement = Announcement.read(txt.getStringsAsByteArrays());
        } catch (IllegalArgumentException e) {
            throw new AnswerException(String.valueOf(e.getMessage()));
        }
        Stack stack = announcement.stack();
        Name right = names.instance(stack.key());
        require(
                right.equals(instance),
                "says that it is %s, whose name is %s".formatted(stack.key(), Server.text(right)));
        if (!stack.equals(checked.get(instance))) {
            check(server, instance, stack);
            checked.put(instance, stack);
        }
        return new Sighted(txt, announcement);
    }

    private void check(Server server, Name instance, Stack stack) throws IOException {
        List<SRVRecord> services = server.query(instance, Type.SRV, SRVRecord.class);
        require(services.size() == 1, "has %d SRV records, not one".formatted(services.size()));
        SRVRecord srv = services.getFirst();
        require(
                srv.getTarget().subdomain(names.domain()),
                "has its SRV record point out of the domain, to " + Server.text(srv.getTarget()));
        require(
                srv.getPort() == stack.endpoint().port(),
                "has the port %d in its SRV and %s in its TXT record"
                        .formatted(srv.getPort(), stack.endpoint()));
        require(
                addresses(server, srv.getTarget(), stack).stream()
                        .anyMatch(it -> IpAddress.of(it.getAddress()).equals(stack.hostIp())),
                "says host_ip=%s, which is no address of %s"
                        .formatted(stack.hostIp(), Server.text(srv.getTarget())));
    }

    private static List<InetAddress> addresses(Server server, Name target, Stack stack)
            throws IOException {
        return switch (stack.hostIp().family()) {
            case IPV4 ->
                    server.query(target, Type.A, ARecord.class).stream()
                            .map(ARecord::getAddress)
                            .toList();
            case IPV6 ->
                    server.query(target, Type.AAAA, AAAARecord.class).stream()
                            .map(AAAARecord::getAddress)
                            .toList();
        };
    }

    private static void require(boolean holds, String message) throws AnswerException {
        if (!holds) {
            throw new AnswerException(message);
        }
    }
}
