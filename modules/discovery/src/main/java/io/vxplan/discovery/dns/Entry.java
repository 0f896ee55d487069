package io.vxplan.discovery.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TXTRecord;

/// The records that make a stack known.
///
/// @param listed in sets that all stacks share
/// @param own at names that are the stack's alone
/// @param txt one of its own: who has it, has the names
record Entry(List<Record> listed, List<Record> own, TXTRecord txt) {
    // As in the seed's example: they are all the same to us.
    private static final int PRIORITY = 10;
    private static final int WEIGHT = 5;

    static Entry of(ServiceNames names, Announcement announcement, Duration ttl) {
        var stack = announcement.stack();
        Name instance = names.instance(stack.key());
        Name target = names.target(stack.key());
        long seconds = ttl.toSeconds();
        // The port where its tunnels end: in this mode nobody listens on the discovery port.
        int port = stack.endpoint().port();
        TXTRecord txt = txt(instance, seconds, announcement.strings());
        return new Entry(
                List.of(
                        new PTRRecord(names.service(), DClass.IN, seconds, instance),
                        srv(names.service(), seconds, port, target)),
                List.of(
                        srv(instance, seconds, port, target),
                        txt,
                        address(target, seconds, stack.hostIp().bytes())),
                txt);
    }

    private static SRVRecord srv(Name name, long ttl, int port, Name target) {
        return new SRVRecord(name, DClass.IN, ttl, PRIORITY, WEIGHT, port, target);
    }

    private static TXTRecord txt(Name name, long ttl, List<String> strings) {
        // The library reads them as they stand in a zone file.
        List<String> escaped =
                strings.stream().map(string -> string.replace("\\", "\\\\")).toList();
        return new TXTRecord(name, DClass.IN, ttl, escaped);
    }

    private static Record address(Name name, long ttl, byte[] bytes) {
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            return bytes.length == 4
                    ? new ARecord(name, DClass.IN, ttl, address)
                    : new AAAARecord(name, DClass.IN, ttl, address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
