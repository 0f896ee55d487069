package io.vxplan.host.iproute;

import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.plan.Change;

/// What to do about words of the kernel that iproute2 passed on.
final class Advice {
    private Advice() {}

    static String on(Change change, String words) {
        if (target(change) instanceof ServiceUnit unit) {
            return "look at `journalctl -u " + unit.name() + "` there";
        }
        if (target(change) instanceof TextFile || target(change) instanceof Runtime) {
            return "";
        }
        if (words.contains("File exists") || words.contains("already exists")) {
            return exists(target(change));
        }
        if (words.contains("Address already in use") && target(change) instanceof Vxlan vxlan) {
            return "another program there has UDP port %1$d: `ss -ulnp 'sport = :%1$d'` says which; end it, or give the overlay another `port`"
                    .formatted(vxlan.port());
        }
        if (words.contains("Unknown device type") || words.contains("Operation not supported")) {
            return target(change) instanceof Vxlan
                    ? "the kernel there may lack VXLAN: try `modprobe vxlan`, or install the package with its modules"
                    : "the kernel there may lack this feature";
        }
        if (words.contains("Operation not permitted") || words.contains("Permission denied")) {
            return "root there may not change the network (no CAP_NET_ADMIN, or /proc/sys is read-only): in a container, run it with --cap-add NET_ADMIN";
        }
        if (words.contains("Read-only file system")) {
            return "/proc/sys is read-only there, as in a container without privileges: set it on the machine itself";
        }
        if (words.contains("Cannot find device") || words.contains("No such device")) {
            return "the device is gone since the plan was made: plan again";
        }
        if (words.contains("No such process") || words.contains("No such file")) {
            return "somebody removed it since the plan was made: plan again";
        }
        return "";
    }

    private static String exists(Resource target) {
        return switch (target) {
            case Vxlan vxlan ->
                    "another device holds VNI "
                            + vxlan.vni()
                            + " on port "
                            + vxlan.port()
                            + ", or the name "
                            + vxlan.name()
                            + ". It may be in another network namespace, where Docker Swarm and the like move theirs, and can't be seen from here: look with `ip -all netns exec ip -d link show type vxlan`, or choose another VNI or port";
            case Route _ -> "somebody else made such a route since the plan was made: plan again";
            case Resource _ -> "somebody made it since the plan was made: plan again";
        };
    }

    private static Resource target(Change change) {
        return switch (change) {
            case Change.Create(var after) -> after;
            case Change.Update(_, var after) -> after;
            case Change.Replace(_, var after, _, _) -> after;
            case Change.Delete(var before, _) -> before;
        };
    }
}
