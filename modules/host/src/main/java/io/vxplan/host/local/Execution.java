package io.vxplan.host.local;

import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.Entry;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallResource;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.MachineResource;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.netlink.NetlinkException;
import io.vxplan.netlink.NetlinkSocket;
import io.vxplan.netlink.Request;
import io.vxplan.plan.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries out changes in their order.
///
/// The kernel goes on with a batch after an error. So sysctls, links, ports and addresses, on which
/// others depend, go one by one, while FDB entries, neighbours and routes, which come by the
/// thousands and don't depend on each other, wait for a batch: what it did after an error is told.
final class Execution {
    private final HostName host;
    private final NetlinkSocket socket;
    private final LinkRequests links;
    private final EntryRequests entries;
    private final FirewallState firewall;
    private final Optional<MachineState> machine;
    private final List<Change> changes;
    private final List<Request> waiting = new ArrayList<>();
    private final List<Change> forFirewall = new ArrayList<>();

    /// Of the change that is carried out.
    private int position;

    /// @param socket in the namespace of the calling thread
    /// @param machine for files and services; empty where the host is a namespace
    Execution(
            HostName host,
            NetlinkSocket socket,
            FirewallState firewall,
            Optional<MachineState> machine,
            List<Change> changes) {
        Interfaces interfaces = new Interfaces(socket);
        this.host = host;
        this.socket = socket;
        this.links = new LinkRequests(socket, interfaces);
        this.entries = new EntryRequests(interfaces);
        this.firewall = firewall;
        this.machine = machine;
        this.changes = changes;
    }

    void carryOut() throws HostException {
        for (; position < changes.size(); position++) {
            Change change = changes.get(position);
            try {
                carryOut(change);
            } catch (IOException e) {
                sendWaiting();
                throw Failure.changing(host, Progress.upTo(change, changes), e);
            }
        }
        sendWaiting();
        changeFirewall();
        finish();
    }

    private static boolean isOfFirewall(Change change) {
        return change.key() instanceof Key.FirewallKey
                || change.key() instanceof Key.FirewallPeerKey;
    }

    /// All of it, or nothing.
    private void changeFirewall() throws HostException {
        if (forFirewall.isEmpty()) {
            return;
        }
        List<Change> together = List.copyOf(forFirewall);
        forFirewall.clear();
        Optional<FirewallState.Refusal> refusal = firewall.carryOut(together);
        if (refusal.isPresent()) {
            throw Failure.changing(
                    host,
                    Progress.without(together.getFirst(), refusal.get().change(), changes),
                    new IOException(refusal.get().words()));
        }
    }

    private void finish() throws HostException {
        if (machine.isPresent()) {
            try {
                machine.get().finish();
            } catch (IOException e) {
                throw Failure.changing(host, Progress.upTo(changes.getLast(), changes), e);
            }
        }
    }

    private void carryOut(Change change) throws IOException, HostException {
        if (isBatched(change)) {
            changeFirewall();
            waiting.add(request(change));
            return;
        }
        sendWaiting();
        if (isOfFirewall(change)) {
            forFirewall.add(change);
            return;
        }
        changeFirewall();
        switch (change) {
            case Change.Create(var after) -> create(after);
            case Change.Update(Link before, Link after) -> links.update(before, after);
            case Change.Update(_, var after) -> update(after);
            case Change.Delete(var before, _) -> delete(before);
            case Change.Replace(var before, var after, _, _) -> {
                delete(before);
                create(after);
            }
        }
    }

    private void sendWaiting() throws HostException {
        try {
            socket.request(waiting);
        } catch (NetlinkException e) {
            throw e.refusal().isPresent()
                    ? Failure.changing(host, progress(e.refusal().get()), e)
                    : Failure.unanswered(host, e);
        } catch (IOException e) {
            throw Failure.unanswered(host, e);
        } finally {
            waiting.clear();
        }
    }

    /// Those that wait are the last before the current one.
    private Progress progress(NetlinkException.Refusal refusal) {
        int first = position - waiting.size();
        List<Integer> refused = refusal.refused().stream().map(index -> first + index).toList();
        int failed = refused.getFirst();
        int sent = first + refusal.sent();
        List<Change> made = new ArrayList<>();
        List<Change> refusedToo = new ArrayList<>();
        for (int i = failed + 1; i < sent; i++) {
            (refused.contains(i) ? refusedToo : made).add(changes.get(i));
        }
        return new Progress(failed, changes.get(failed), refusedToo, made, changes.size() - sent);
    }

    private static boolean isBatched(Change change) {
        return switch (change) {
            case Change.Create(var after) -> isBatched(after);
            case Change.Update(_, var after) -> isBatched(after);
            case Change.Delete(var before, _) -> isBatched(before);
            case Change.Replace _ -> false;
        };
    }

    private static boolean isBatched(Resource resource) {
        return switch (resource) {
            case FdbEntry _, Neighbour _, Route _ -> true;
            case MachineResource _, FirewallResource _, Sysctl _, Link _, BridgePort _, Address _ ->
                    false;
        };
    }

    private Request request(Change change) throws IOException {
        return switch (change) {
            case Change.Create(Entry after) -> entries.create(after);
            case Change.Update(_, Entry after) -> entries.update(after);
            case Change.Delete(Entry before, _) -> entries.delete(before);
            case Change.Create _, Change.Update _, Change.Delete _, Change.Replace _ ->
                    throw new IllegalArgumentException("no change of an entry: " + change.key());
        };
    }

    private void create(Resource resource) throws IOException, HostException {
        if (resource instanceof Link link) {
            links.create(link);
        } else {
            update(resource);
        }
    }

    private void update(Resource resource) throws IOException, HostException {
        switch (resource) {
            case Runtime runtime -> machine().install(runtime);
            case TextFile file -> machine().put(file);
            case ServiceUnit unit -> machine().start(unit);
            case Sysctl sysctl -> SysctlFiles.write(sysctl);
            case Link _ -> throw new IllegalArgumentException("a link is updated from what it was");
            case BridgePort port -> links.setPort(port);
            case FirewallResource _ -> throw inTransaction(resource);
            case Entry entry -> socket.request(entries.update(entry));
        }
    }

    private void delete(Resource resource) throws IOException, HostException {
        switch (resource) {
            case Runtime runtime -> machine().remove(runtime);
            case TextFile file -> machine().remove(file);
            case ServiceUnit unit -> machine().stop(unit);
            case Sysctl _ -> {
                // never reset: nobody knows who else relies on it
            }
            case Link link -> links.delete(link);
            case BridgePort port -> links.release(port);
            case FirewallResource _ -> throw inTransaction(resource);
            case Entry entry -> socket.request(entries.delete(entry));
        }
    }

    private static IllegalArgumentException inTransaction(Resource resource) {
        return new IllegalArgumentException("changed with others at once: " + resource);
    }

    private MachineState machine() throws IOException {
        return machine.orElseThrow(
                () -> new IOException("a network namespace has no files and services of its own"));
    }
}
