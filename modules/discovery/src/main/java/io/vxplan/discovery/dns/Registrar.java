package io.vxplan.discovery.dns;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/// Writes records, those of our own stacks and never others'.
///
/// Each update holds only if a stack's TXT record is still as it was when the update was decided
/// upon. So of two hosts that want the same name one gets it.
final class Registrar {
    private static final int ATTEMPTS = 3;

    private final ServiceNames names;
    private final DnsSettings settings;

    /// What we wrote last. A renewal needs no question before it.
    private final Map<Stack.Key, Entry> written = new HashMap<>();

    Registrar(ServiceNames names, DnsSettings settings) {
        this.names = names;
        this.settings = settings;
    }

    /// Makes a stack known, or renews it.
    ///
    /// @param wall seconds since 1970
    /// @param expired whether an announcement at that name is one of the dead
    /// @return false where the server has lost what was registered before
    /// @throws ConflictException where another host has that stack, or it does not fit
    /// @throws AnswerException where the server refuses
    boolean register(Primary zone, Stack stack, long wall, BiPredicate<Name, Announcement> expired)
            throws IOException {
        Duration lease = settings.lease();
        var term = new Announcement.Term(wall + lease.toSeconds(), lease);
        Entry entry = entry(new Announcement(stack, Optional.of(term)));
        Optional<Entry> before = Optional.ofNullable(written.remove(stack.key()));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            boolean renewal = attempt == 1 && sameButTime(before, entry);
            List<TXTRecord> current =
                    renewal ? List.of(before.orElseThrow().txt()) : txt(zone, stack.key());
            if (!renewal) {
                requireFree(current, stack, before, expired);
            }
            Update update = update(zone, entry.txt().getName(), current);
            if (!renewal) {
                unlistOthers(zone, stack.key(), entry, update);
            }
            add(update, entry, stack.key());
            if (zone.server().update(update, lease)) {
                written.put(stack.key(), entry);
                return before.isEmpty() || !current.isEmpty();
            }
        }
        throw new ConflictException(
                "the records of %s change all the time".formatted(stack.key()), null);
    }

    private Entry entry(Announcement announcement) throws IOException {
        try {
            return Entry.of(names, announcement, settings.ttl());
        } catch (IllegalArgumentException e) {
            throw new ConflictException(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean sameButTime(Optional<Entry> before, Entry now) {
        return before.isPresent()
                && before.get().listed().equals(now.listed())
                && before.get().own().getLast().equals(now.own().getLast());
    }

    private List<TXTRecord> txt(Primary zone, Stack.Key stack) throws IOException {
        return zone.server().query(names.instance(stack), Type.TXT, TXTRecord.class);
    }

    private static void requireFree(
            List<TXTRecord> current,
            Stack stack,
            Optional<Entry> before,
            BiPredicate<Name, Announcement> expired)
            throws IOException {
        for (TXTRecord txt : current) {
            boolean ours = before.isPresent() && before.get().txt().equals(txt);
            if (!ours) {
                requireFree(txt, stack, expired);
            }
        }
    }

    private static void requireFree(
            TXTRecord txt, Stack stack, BiPredicate<Name, Announcement> expired)
            throws IOException {
        Announcement other;
        try {
            other = Announcement.read(txt.getStringsAsByteArrays());
        } catch (IllegalArgumentException e) {
            throw new ConflictException(
                    "%s can't be registered: at %s is a TXT record of something else; remove it (%s)"
                            .formatted(stack.key(), Server.text(txt.getName()), e.getMessage()),
                    e);
        }
        if (!ours(other, stack.key(), stack.hostIp()) && !expired.test(txt.getName(), other)) {
            throw new ConflictException(
                    "%s can't be registered: %s is registered for the host %s, which is alive or was a moment ago; give one of the two another STACK_ID, or wait until it has expired"
                            .formatted(stack.key(), other.stack().key(), other.stack().hostIp()),
                    null);
        }
    }

    private static boolean ours(Announcement announcement, Stack.Key stack, IpAddress host) {
        return announcement.stack().key().equals(stack)
                && announcement.stack().hostIp().equals(host);
    }

    private static Update update(Primary zone, Name instance, List<TXTRecord> current) {
        Update update = new Update(zone.name());
        if (current.isEmpty()) {
            update.absent(instance, Type.TXT);
        }
        // A TTL there is an error (RFC 2136, 2.4.2).
        current.forEach(txt ->
                update.present(
                        Record.newRecord(
                                instance, Type.TXT, DClass.IN, 0, txt.rdataToWireCanonical())));
        return update;
    }

    /// From the set of all stacks, each by its whole record: without one, all would go.
    private void unlistOthers(Primary zone, Stack.Key stack, Entry entry, Update update)
            throws IOException {
        for (SRVRecord srv : listed(zone, stack)) {
            if (!entry.listed().contains(srv)) {
                update.delete(srv);
            }
        }
    }

    private List<SRVRecord> listed(Primary zone, Stack.Key stack) throws IOException {
        return zone.server().query(names.service(), Type.SRV, SRVRecord.class).stream()
                .filter(srv -> srv.getTarget().equals(names.target(stack)))
                .toList();
    }

    private void add(Update update, Entry entry, Stack.Key stack) {
        deleteOwn(update, stack);
        entry.own().forEach(update::add);
        entry.listed().forEach(update::add);
        update.add(
                new PTRRecord(
                        names.services(), DClass.IN, settings.ttl().toSeconds(), names.service()));
    }

    /// Whole sets, at names that are only that stack's.
    private void deleteOwn(Update update, Stack.Key stack) {
        update.delete(names.instance(stack), Type.TXT);
        update.delete(names.instance(stack), Type.SRV);
        update.delete(names.target(stack), Type.A);
        update.delete(names.target(stack), Type.AAAA);
    }

    /// Removes a stack of this host.
    void release(Primary zone, Stack stack) throws IOException {
        written.remove(stack.key());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<TXTRecord> current = txt(zone, stack.key());
            if (current.isEmpty()) {
                // Perhaps removed by us, and the answer was lost.
                removeKind(zone);
                return;
            }
            boolean others = current.stream().anyMatch(txt -> !ours(txt, stack));
            if (others || remove(zone, stack.key(), current)) {
                return;
            }
        }
    }

    private static boolean ours(TXTRecord txt, Stack stack) {
        try {
            return ours(
                    Announcement.read(txt.getStringsAsByteArrays()), stack.key(), stack.hostIp());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Removes whom nobody renews any more, unless it just came back or another was faster.
    void reap(Primary zone, Sighted dead) throws IOException {
        remove(zone, dead.announcement().stack().key(), List.of(dead.txt()));
    }

    private boolean remove(Primary zone, Stack.Key stack, List<TXTRecord> current)
            throws IOException {
        Name instance = names.instance(stack);
        Update update = update(zone, instance, current);
        update.delete(new PTRRecord(names.service(), DClass.IN, 0, instance));
        listed(zone, stack).forEach(update::delete);
        deleteOwn(update, stack);
        boolean removed = zone.server().update(update, settings.lease());
        if (removed) {
            removeKind(zone);
        }
        return removed;
    }

    /// Where that was the last stack, there is no such kind of service any more.
    private void removeKind(Primary zone) throws IOException {
        Update update = new Update(zone.name());
        update.absent(names.service(), Type.PTR);
        update.delete(new PTRRecord(names.services(), DClass.IN, 0, names.service()));
        zone.server().update(update, settings.lease());
    }
}
