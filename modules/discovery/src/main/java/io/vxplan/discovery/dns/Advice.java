package io.vxplan.discovery.dns;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIGRecord;

/// What a server's refusal means, and what to do about it.
final class Advice {
    private Advice() {}

    static String on(Message answer, Optional<DnsSettings.Key> key, Clock clock) {
        TSIGRecord signature = answer.getTSIG();
        if (key.isPresent() && signature != null && signature.getError() != Rcode.NOERROR) {
            return onKey(signature, key.get().name(), clock);
        }
        String signed = key.map(it -> "with the key " + it.name()).orElse("without a key");
        boolean update = answer.getHeader().getOpcode() == Opcode.UPDATE;
        int rcode = answer.getRcode();
        String advice =
                switch (rcode) {
                    case Rcode.REFUSED ->
                            update
                                    ? "it does not allow updates %s; allow them there (update-policy or allow-update in BIND, an acl with action update in Knot)%s"
                                            .formatted(signed, key.isPresent() ? "" : noKey())
                                    : "it does not answer such questions %s; allow them there, or set DNS_SERVER to the zone's primary server"
                                            .formatted(signed);
                    case Rcode.NOTAUTH ->
                            "it is not the primary server of that zone; set DNS_SERVER to the one that is";
                    case Rcode.NOTZONE -> "a name is outside of its zone; see DNS_DOMAIN";
                    case Rcode.SERVFAIL ->
                            "it failed; its log says why (it may not write the zone's folder, has not loaded the zone, or, in BIND, max-records-per-type is reached)";
                    case Rcode.NOTIMP, Rcode.FORMERR ->
                            "it does not understand that; it must be one that takes dynamic updates (RFC 2136), like BIND or Knot";
                    default -> "see its log";
                };
        return Rcode.string(rcode) + ": " + advice;
    }

    private static String noKey() {
        return " or set DNS_TSIG_NAME and DNS_TSIG_KEY";
    }

    private static String onKey(TSIGRecord signature, String key, Clock clock) {
        return switch (signature.getError()) {
            case Rcode.BADKEY ->
                    "BADKEY: it knows no key %s for hmac-sha256; DNS_TSIG_NAME must be the key's name there"
                            .formatted(key);
            case Rcode.BADSIG ->
                    "BADSIG: its key %s is another one than ours; compare DNS_TSIG_KEY with the server's secret"
                            .formatted(key);
            case Rcode.BADTIME ->
                    "BADTIME: the clocks differ too much, here it is %s%s; set them (NTP)"
                            .formatted(
                                    clock.instant().truncatedTo(ChronoUnit.SECONDS),
                                    serverTime(signature.getOther()));
            default -> "TSIG error " + Rcode.TSIGstring(signature.getError()) + " for key " + key;
        };
    }

    /// In 48 bits (RFC 8945, 5.2.3).
    private static String serverTime(byte[] other) {
        return other != null && other.length == 6
                ? " and there " + Instant.ofEpochSecond(new BigInteger(1, other).longValue())
                : "";
    }
}
