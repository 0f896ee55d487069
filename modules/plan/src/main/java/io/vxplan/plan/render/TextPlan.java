package io.vxplan.plan.render;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallResource;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.MachineResource;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.Change;
import io.vxplan.plan.Fields;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// A plan for people, in the manner of Terraform: a block for each host, a line or more for each
/// change. One of these renders all hosts of a plan, in their order: what was shown for one host is
/// not repeated for the next.
public final class TextPlan {
    private static final String INDENT = "        ";
    private static final String RESET = "\u001b[0m";

    private final boolean colour;
    private final NewFiles newFiles = new NewFiles();
    private final StringBuilder text = new StringBuilder();

    public TextPlan(boolean colour) {
        this.colour = colour;
    }

    /// A host's block; empty where there is nothing to do and nothing to say.
    public String host(HostPlan plan) {
        text.setLength(0);
        if (!plan.changes().isEmpty() || !plan.problems().isEmpty()) {
            block(plan);
        }
        return text.toString();
    }

    private void block(HostPlan plan) {
        text.append(plan.host()).append(":\n");
        plan.changes().forEach(change -> change(plan.host(), change));
        for (Diagnostic problem : plan.problems()) {
            text.append("  ! ").append(problem).append('\n');
        }
        text.append('\n');
    }

    private void change(HostName host, Change change) {
        switch (change) {
            case Change.Create(Resource after) -> created(host, after);
            case Change.Update(Resource before, Resource after) -> {
                head("   ~ ", 33, Labels.of(after), "");
                differences(before, after);
            }
            case Change.Replace(
                            Resource before,
                            Resource after,
                            List<String> forcedBy,
                            List<Resource> lost) -> {
                head(
                        " -/+ ",
                        35,
                        Labels.of(after),
                        " (forced by " + String.join(", ", forcedBy) + ")");
                differences(before, after);
                lost(lost);
            }
            case Change.Delete(Resource before, List<Resource> lost) -> {
                head("   - ", 31, Labels.of(before), "");
                lost(lost);
            }
        }
    }

    /// Links are worth a line for each field; of everything else there may be thousands.
    private void created(HostName host, Resource after) {
        if (after instanceof Link) {
            head("   + ", 32, Labels.of(after), "");
            Fields.of(after)
                    .forEach((name, value) -> {
                        if (!value.isEmpty()) {
                            text.append(
                                    String.format(Locale.ROOT, "        %-12s %s%n", name, value));
                        }
                    });
        } else {
            head("   + ", 32, Labels.of(after), brief(after));
            if (after instanceof TextFile file) {
                content(host, file);
            }
            if (after instanceof FirewallTable table) {
                TextDiff.added(table.content()).forEach(this::diffLine);
            }
        }
    }

    private void content(HostName host, TextFile file) {
        if (file.isSecret()) {
            text.append(INDENT).append("content: ").append(Fields.SECRET).append('\n');
        } else {
            newFiles.lines(host, file).forEach(this::diffLine);
        }
    }

    private void diffLine(String line) {
        int code = line.startsWith("+") ? 32 : line.startsWith("-") ? 31 : 0;
        text.append(INDENT)
                .append(colour && code > 0 ? "\u001b[" + code + "m" + line + RESET : line)
                .append('\n');
    }

    private static String brief(Resource resource) {
        return switch (resource) {
            case Sysctl sysctl -> " = " + sysctl.value();
            case BridgePort port -> " master " + port.bridge();
            case Neighbour neighbour -> " lladdr " + neighbour.mac();
            case Route _ -> " " + Fields.of(resource).get("nexthops");
            case FdbEntry entry
                    when entry.key().destination().isEmpty() && entry.destination().isPresent() ->
                    " dst " + entry.destination().get().address();
            case TextFile file ->
                    " mode %s, %s:%s".formatted(file.octalMode(), file.owner(), file.group());
            case ServiceUnit unit -> " enabled, " + unit.state();
            case Runtime _, FirewallResource _, FdbEntry _, Address _, Link _ -> "";
        };
    }

    private void head(String sign, int code, String label, String more) {
        text.append(colour ? "\u001b[" + code + "m" + sign + RESET : sign)
                .append(label)
                .append(more)
                .append('\n');
    }

    private void differences(Resource before, Resource after) {
        SequencedMap<String, Fields.Difference> fields = Fields.difference(before, after);
        fields.forEach((name, difference) -> {
            boolean isText = name.equals(Fields.CONTENT);
            if (isText && !isSecret(difference)) {
                TextDiff.of(difference.before(), difference.after()).forEach(this::diffLine);
            } else {
                text.append(INDENT)
                        .append(name)
                        .append(": ")
                        .append(quoted(difference.before()))
                        .append(" -> ")
                        .append(quoted(difference.after()))
                        .append('\n');
            }
        });
    }

    private static boolean isSecret(Fields.Difference content) {
        return content.before().equals(Fields.SECRET) || content.after().equals(Fields.SECRET);
    }

    private static boolean isConfigured(Resource resource) {
        return switch (resource) {
            case Sysctl _ -> false;
            case Address address ->
                    !address.address().address().isLinkLocal() && address.permanent();
            case Neighbour neighbour -> neighbour.permanent();
            case FdbEntry entry ->
                    entry.state() != FdbEntry.State.LEARNED
                            && !entry.mac().isMulticast()
                            && !isPortsOwn(entry);
            case Link _, BridgePort _, Route _, MachineResource _, FirewallResource _ -> true;
        };
    }

    /// A bridge enters each port's own MAC by itself (`br_fdb_add_local` in net/bridge/br_fdb.c).
    private static boolean isPortsOwn(FdbEntry entry) {
        return entry.table() == FdbEntry.Table.MASTER && entry.state() == FdbEntry.State.PERMANENT;
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "(none)" : value;
    }

    /// Only what somebody set: settings and addresses that the kernel made with a link, and
    /// neighbours it found out, are not worth a line.
    private void lost(List<Resource> lost) {
        for (Resource resource : lost.stream().filter(TextPlan::isConfigured).toList()) {
            text.append("        takes with it: ").append(Labels.of(resource)).append('\n');
        }
    }
}
