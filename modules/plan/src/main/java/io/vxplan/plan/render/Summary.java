package io.vxplan.plan.render;

import io.vxplan.plan.Change;
import io.vxplan.plan.HostPlan;

/// How many changes of each kind, over any number of hosts. Those of a host with an error are not
/// counted: none of them is made.
///
/// @param hosts that have changes
/// @param blocked hosts with an error
public record Summary(int create, int update, int replace, int delete, int hosts, int blocked) {
    public static final Summary NONE = new Summary(0, 0, 0, 0, 0, 0);

    public Summary plus(HostPlan plan) {
        if (plan.isBlocked()) {
            return new Summary(create, update, replace, delete, hosts, blocked + 1);
        }
        int[] counts = new int[4];
        for (Change change : plan.changes()) {
            int index =
                    switch (change) {
                        case Change.Create _ -> 0;
                        case Change.Update _ -> 1;
                        case Change.Replace _ -> 2;
                        case Change.Delete _ -> 3;
                    };
            counts[index]++;
        }
        return new Summary(
                create + counts[0],
                update + counts[1],
                replace + counts[2],
                delete + counts[3],
                hosts + (plan.changes().isEmpty() ? 0 : 1),
                blocked);
    }

    public boolean isEmpty() {
        return hosts == 0;
    }

    /// @param nothing what it means that nothing has to change
    public String sentence(String nothing) {
        String problems =
                (blocked == 1 ? "1 host has" : blocked + " hosts have")
                        + " a problem: see ! above.";
        if (isEmpty()) {
            return blocked == 0 ? nothing : problems;
        }
        String plan =
                "Plan: %d to create, %d to update, %d to replace, %d to delete, on %d %s."
                        .formatted(
                                create,
                                update,
                                replace,
                                delete,
                                hosts,
                                hosts == 1 ? "host" : "hosts");
        return blocked == 0 ? plan : plan + " " + problems;
    }
}
