package io.vxplan.host.iproute;

import io.vxplan.host.Remedy;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;

/// What to do about words of the kernel that a program on the host passed on.
final class Advice {
    private Advice() {}

    static String on(Resource resource, String words) {
        if (resource instanceof ServiceUnit unit) {
            return "look at `journalctl -u " + unit.name() + "` there";
        }
        if (resource instanceof TextFile || resource instanceof Runtime) {
            return "";
        }
        if (words.contains("Operation not permitted") || words.contains("Permission denied")) {
            return "root there may not change the network (no CAP_NET_ADMIN, or /proc/sys is read-only): in a container, run it with --cap-add NET_ADMIN";
        }
        if (words.contains("Read-only file system")) {
            return "/proc/sys is read-only there, as in a container without privileges: set it on the machine itself";
        }
        return Remedy.of(resource, words);
    }
}
