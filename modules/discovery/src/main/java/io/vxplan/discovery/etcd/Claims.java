package io.vxplan.discovery.etcd;

import io.vxplan.discovery.etcd.Registry.Folder;
import io.vxplan.discovery.state.Stack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Decides where this host's stacks may stand. Who came first keeps its folder as long as its lease
/// lives.
///
/// @param lease of this host
record Claims(Registry registry, long lease) {
    sealed interface Claim {
        /// @param basedOn when the registrations were last written on which the decision rests; 0
        ///   for none. Where it is not so any more, it has to be decided anew
        record Take(Stack stack, String folder, SortedMap<String, Long> basedOn) implements Claim {}

        /// @param holder the `host_ip` of who is there
        record Taken(Stack stack, String holder) implements Claim {}
    }

    private enum Owner {
        NOBODY,
        /// This host, now or before it was started anew.
        US,
        OTHERS
    }

    List<Claim> decide(List<Stack> wanted) {
        Set<String> given = new HashSet<>();
        List<Claim> claims = new ArrayList<>();
        for (Stack stack : wanted) {
            Claim claim = decide(stack, given);
            if (claim instanceof Claim.Take take) {
                given.add(take.folder());
            }
            claims.add(claim);
        }
        return claims;
    }

    private Claim decide(Stack stack, Set<String> given) {
        List<String> folders = StackKeys.folders(stack.key());
        for (String name : folders) {
            Folder folder = registry.folder(name);
            if (owner(stack, folder) == Owner.OTHERS && isOfVni(stack, folder)) {
                return taken(stack, folder);
            }
        }
        List<String> free =
                folders.stream()
                        .filter(name -> !given.contains(name))
                        .filter(name -> owner(stack, registry.folder(name)) != Owner.OTHERS)
                        .toList();
        // What stands somewhere already stays there, though the order of stacks changed.
        Optional<String> ours =
                free.stream().filter(name -> isOurs(stack, registry.folder(name))).findFirst();
        return ours.or(() -> free.stream().findFirst())
                .<Claim>map(name -> take(stack, name, folders))
                .orElseGet(() -> taken(stack, registry.folder(folders.getLast())));
    }

    private Claim take(Stack stack, String folder, List<String> folders) {
        SortedMap<String, Long> basedOn = new TreeMap<>();
        for (String name : folders) {
            Map.Entry<String, Long> seen = registry.registrationAt(name);
            basedOn.put(seen.getKey(), seen.getValue());
        }
        return new Claim.Take(stack, folder, basedOn);
    }

    private static Claim taken(Stack stack, Folder folder) {
        return new Claim.Taken(
                stack, folder.registration().flatMap(Item::value).orElse("an unknown host"));
    }

    private Owner owner(Stack stack, Folder folder) {
        return folder.registration()
                .filter(registration -> registration.lease() != 0)
                .map(registration ->
                        registration.lease() == lease
                                        || registration
                                                .value()
                                                .equals(Optional.of(stack.hostIp().toString()))
                                ? Owner.US
                                : Owner.OTHERS)
                .orElse(Owner.NOBODY);
    }

    private boolean isOurs(Stack stack, Folder folder) {
        return owner(stack, folder) == Owner.US && isOfVni(stack, folder);
    }

    private static boolean isOfVni(Stack stack, Folder folder) {
        return folder.field(StackKeys.VNI)
                .flatMap(Item::value)
                .equals(Optional.of(stack.vni().toString()));
    }

    /// Whether what stands in a folder is all that is to stand there.
    boolean isDone(Claim.Take claim) {
        Folder folder = registry.folder(claim.folder());
        return StackKeys.values(folder).equals(StackKeys.fields(claim.stack()))
                && folder.fields().values().stream().allMatch(item -> item.lease() == lease);
    }

    /// Whether a stack could stand where nobody is.
    boolean isAnyMissing(List<Stack> wanted) {
        return decide(wanted).stream()
                .anyMatch(claim ->
                        claim instanceof Claim.Take take
                                && registry.folder(take.folder()).registration().isEmpty());
    }

    /// Of this host, and not wanted any more.
    List<String> leftovers(List<Claim> claims) {
        Set<String> kept = new HashSet<>();
        for (Claim claim : claims) {
            if (claim instanceof Claim.Take take) {
                kept.add(take.folder());
            }
        }
        return registry.names().stream()
                .filter(name -> !kept.contains(name))
                .filter(name ->
                        registry.folder(name).fields().values().stream()
                                .anyMatch(item -> item.lease() == lease))
                .toList();
    }
}
