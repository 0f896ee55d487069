package io.vxplan.doctor.facts;

import io.vxplan.doctor.facts.filter.Filters;
import io.vxplan.model.address.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a host is like: all that can be told of it without sending anything.
///
/// @param root whether it was asked as root
/// @param kernel its release
/// @param iproute what `ip -V` says
/// @param tools programs that it has
/// @param trials what was tried in a namespace, and what the kernel said; nothing where it worked.
///   Empty where no namespace could be made
/// @param addresses and the interfaces that have them
/// @param ways to the peers, by underlay address; who can't be reached is missing
/// @param sysctls by their path under `/proc/sys/net`
/// @param programPorts UDP ports that programs have, and which program
/// @param reversePathDrops packets that rp_filter dropped since the host started
/// @param offloads of the interfaces where tunnels start
/// @param programs that run in the host's network namespace, of those that may be in the way
/// @param networkManager its configuration
/// @param networkd its own settings
/// @param networks files of systemd-networkd that say what becomes of interfaces
/// @param clock when the script ran, by the host's clock
public record Facts(
        boolean root,
        String kernel,
        String iproute,
        Set<String> tools,
        Map<String, String> trials,
        List<Device> devices,
        Map<IpAddress, String> addresses,
        Map<IpAddress, String> ways,
        Map<String, String> sysctls,
        Map<Integer, String> programPorts,
        long reversePathDrops,
        List<Offload> offloads,
        Filters filters,
        Set<String> programs,
        List<String> networkManager,
        List<String> networkd,
        List<NetworkFile> networks,
        Optional<Instant> clock) {

    /// What an interface leaves to its network card.
    ///
    /// @param features by their names, and whether they are on; empty where that is not known
    public record Offload(String device, String driver, Map<String, Boolean> features) {}

    /// A file of systemd-networkd.
    public record NetworkFile(String path, List<String> lines) {}

    public Optional<Device> device(String name) {
        return devices.stream().filter(device -> device.name().equals(name)).findFirst();
    }

    public Optional<String> sysctl(String path) {
        return Optional.ofNullable(sysctls.get(path));
    }

    /// What the kernel does is the larger of what is said of all and of the interface.
    public int rpFilter(String device) {
        return Math.max(number("ipv4/conf/all/rp_filter"), number(path(device)));
    }

    private static String path(String device) {
        return "ipv4/conf/" + device + "/rp_filter";
    }

    private int number(String path) {
        return sysctl(path).filter(text -> text.matches("[0-9]")).map(Integer::parseInt).orElse(0);
    }
}
