package io.vxplan.inventory;

import io.vxplan.model.HostName;
import io.vxplan.model.Location;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;

/// Groups and hosts while an inventory is read.
final class GroupTree {
    static final String ALL = "all";
    static final String UNGROUPED = "ungrouped";

    private final SequencedMap<String, Group> groups = new LinkedHashMap<>();
    private final SequencedMap<HostName, Host> hosts = new LinkedHashMap<>();

    static final class Group {
        final String name;
        final Map<String, Variable> variables = new HashMap<>();
        int priority = 1;

        private final SequencedSet<Group> children = new LinkedHashSet<>();
        private final SequencedSet<Group> parents = new LinkedHashSet<>();
        private final SequencedSet<HostName> hosts = new LinkedHashSet<>();
        private int depth;

        private Group(String name) {
            this.name = name;
        }

        void set(String variable, Variable value) {
            variables.put(variable, value);
        }
    }

    static final class Host {
        final HostName name;
        final Location at;
        final Map<String, Variable> variables = new HashMap<>();

        /// The groups that list it themselves.
        private final Set<Group> groups = new LinkedHashSet<>();

        private Host(HostName name, Location at) {
            this.name = name;
            this.at = at;
        }

        Set<Group> groups() {
            return groups;
        }
    }

    GroupTree() {
        addChild(group(ALL), group(UNGROUPED));
    }

    /// The group of that name, made where it is new.
    Group group(String name) {
        return groups.computeIfAbsent(name, Group::new);
    }

    /// The host of that name, made where it is new.
    Host addHost(Group group, HostName name, Location at) {
        Host host = hosts.computeIfAbsent(name, _ -> new Host(name, at));
        join(group, host);
        return host;
    }

    private static void join(Group group, Host host) {
        host.groups.add(group);
        group.hosts.add(host.name);
    }

    Optional<Host> host(String name) {
        return name.isBlank()
                ? Optional.empty()
                : Optional.ofNullable(hosts.get(new HostName(name)));
    }

    Collection<Group> groups() {
        return groups.values();
    }

    Collection<Host> hosts() {
        return hosts.values();
    }

    /// @return false where the child holds the parent already, and nothing was done; `all` holds
    ///   every group in the end
    boolean addChild(Group parent, Group child) {
        if (child.name.equals(ALL)
                || reach(List.of(parent), group -> group.parents).contains(child)) {
            return false;
        }
        parent.children.add(child);
        child.parents.add(parent);
        return true;
    }

    /// What Ansible makes sure of when everything is read: every group is within `all`, and
    /// `ungrouped` has exactly the hosts that no other group lists.
    void complete() {
        Group all = group(ALL);
        groups.values().stream()
                .filter(group -> group != all && group.parents.isEmpty())
                .forEach(group -> addChild(all, group));
        Group ungrouped = group(UNGROUPED);
        for (Host host : hosts.values()) {
            boolean grouped =
                    host.groups.stream().anyMatch(group -> group != all && group != ungrouped);
            if (!grouped) {
                join(ungrouped, host);
            } else if (host.groups.remove(ungrouped)) {
                ungrouped.hosts.remove(host.name);
            }
        }
        setDepths();
    }

    /// A group is as deep as the longest way to it from `all`.
    private void setDepths() {
        Map<Group, Integer> waiting = new HashMap<>();
        groups.values().forEach(group -> waiting.put(group, group.parents.size()));
        Deque<Group> ready = new ArrayDeque<>(List.of(group(ALL)));
        while (!ready.isEmpty()) {
            Group parent = ready.remove();
            for (Group child : parent.children) {
                child.depth = Math.max(child.depth, parent.depth + 1);
                if (waiting.merge(child, -1, Integer::sum) == 0) {
                    ready.add(child);
                }
            }
        }
    }

    /// All hosts of a group: its own, then level by level those of the groups in it.
    SequencedSet<HostName> members(Group group) {
        SequencedSet<HostName> members = new LinkedHashSet<>();
        reach(List.of(group), next -> next.children).forEach(each -> members.addAll(each.hosts));
        return members;
    }

    /// The given groups and all that hold them, in the order of precedence: what comes later wins.
    List<Group> byPrecedence(Collection<Group> direct) {
        List<Group> sorted = new ArrayList<>(reach(direct, group -> group.parents));
        sorted.sort(
                Comparator.<Group>comparingInt(group -> group.depth)
                        .thenComparingInt(group -> group.priority)
                        .thenComparing(group -> group.name));
        return sorted;
    }

    private static SequencedSet<Group> reach(
            Collection<Group> start, Function<Group, Collection<Group>> next) {
        SequencedSet<Group> seen = new LinkedHashSet<>(start);
        Deque<Group> waiting = new ArrayDeque<>(start);
        while (!waiting.isEmpty()) {
            next.apply(waiting.remove()).stream().filter(seen::add).forEach(waiting::add);
        }
        return seen;
    }
}
