package io.vxplan.host;

import static java.util.Map.entry;

import io.vxplan.model.address.Family;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.netlink.Errno;
import java.util.List;
import java.util.Map;

/// What to do about a change that the kernel refused, whoever asked it: vxplan itself, or a program
/// on the host. How to get the right to change anything depends on who asked, and is not told here.
public final class Remedy {
    private static final String PLAN_AGAIN =
            "somebody else changed the host since it was read: plan again";

    /// Words for what the kernel answered: glibc's, iproute2's own, and the kernel's where iproute2
    /// shows these instead. The first that is there counts.
    private static final List<Map.Entry<String, Errno>> WORDS =
            List.of(
                    entry("File exists", Errno.EEXIST),
                    entry("already exists", Errno.EEXIST),
                    entry("Address already in use", Errno.EADDRINUSE),
                    entry("No such device", Errno.ENODEV),
                    entry("Cannot find device", Errno.ENODEV),
                    entry("No such file", Errno.ENOENT),
                    entry("No such process", Errno.ESRCH),
                    entry("Cannot assign requested address", Errno.EADDRNOTAVAIL),
                    entry("Device or resource busy", Errno.EBUSY),
                    entry("Operation not supported", Errno.EOPNOTSUPP),
                    entry("Unknown device type", Errno.EOPNOTSUPP),
                    entry("Network is unreachable", Errno.ENETUNREACH),
                    entry("Nexthop has invalid gateway", Errno.ENETUNREACH),
                    entry("No route to host", Errno.EHOSTUNREACH),
                    entry("Network is down", Errno.ENETDOWN),
                    entry("Nexthop device is not up", Errno.ENETDOWN),
                    entry("Invalid argument", Errno.EINVAL),
                    entry("No buffer space available", Errno.ENOBUFS),
                    entry("Cannot allocate memory", Errno.ENOMEM),
                    entry("Resource temporarily unavailable", Errno.EAGAIN));

    private Remedy() {}

    /// Empty where nothing is known to help.
    public static String of(Resource resource, Errno errno) {
        return switch (errno) {
            case EEXIST -> resource instanceof Vxlan vxlan ? taken(vxlan) : PLAN_AGAIN;
            case EADDRINUSE -> resource instanceof Vxlan vxlan ? portTaken(vxlan) : PLAN_AGAIN;
            case ENODEV, ENOENT, ESRCH, EADDRNOTAVAIL, EBUSY -> PLAN_AGAIN;
            case EOPNOTSUPP, EPFNOSUPPORT, EAFNOSUPPORT ->
                    resource instanceof Vxlan
                            ? "the kernel there may lack VXLAN: try `modprobe vxlan`, or install the package with its modules"
                            : "the kernel there lacks what is asked for: use a newer one";
            case ENETUNREACH, EHOSTUNREACH, ENETDOWN -> unreachable();
            case EINVAL ->
                    resource instanceof Route
                            ? unreachable()
                            : "the kernel there may be too old for it";
            case ENOBUFS, ENOMEM ->
                    resource instanceof Neighbour neighbour
                            ? tableFull(neighbour.address().family())
                            : "the kernel there has no memory left for it";
            case EAGAIN -> "somebody keeps the kernel's networking locked: try again";
            default -> "";
        };
    }

    /// @param words what `ip`, `bridge`, `sysctl` or `nft` said of it
    public static String of(Resource resource, String words) {
        return WORDS.stream()
                .filter(known -> words.contains(known.getKey()))
                .findFirst()
                .map(known -> of(resource, known.getValue()))
                .orElse("");
    }

    private static String taken(Vxlan vxlan) {
        return "another device has VNI %s on port %d, or the name %s. If it came since the host was read, plan again. It may also be in another network namespace, where Docker Swarm and the like move theirs, and can't be seen from here: look with `ip -all netns exec ip -d link show type vxlan`, or choose another VNI or port"
                .formatted(vxlan.vni(), vxlan.port(), vxlan.name());
    }

    private static String portTaken(Vxlan vxlan) {
        return "another program there has UDP port %1$d: `ss -ulnp 'sport = :%1$d'` says which; end it, or give the overlay another `port`"
                .formatted(vxlan.port());
    }

    private static String tableFull(Family family) {
        return "the neighbour table there is full: raise net.%s.neigh.default.gc_thresh3"
                .formatted(family == Family.IPV4 ? "ipv4" : "ipv6");
    }

    private static String unreachable() {
        return "look whether the interface there is up and has an address in the gateway's network";
    }
}
