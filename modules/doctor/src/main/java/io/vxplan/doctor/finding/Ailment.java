package io.vxplan.doctor.finding;

import static io.vxplan.doctor.finding.Severity.ERROR;
import static io.vxplan.doctor.finding.Severity.UNKNOWN;
import static io.vxplan.doctor.finding.Severity.WARNING;

/// All that can be found, in the order in which a host's findings are shown: what comes first may
/// be the cause of what follows. docs/reference/doctor.md has a section for each.
public enum Ailment {
    UNREACHABLE("unreachable", ERROR),
    WSL("wsl", WARNING),
    KERNEL("kernel", ERROR),
    IPROUTE("iproute2", ERROR),
    TOOL("tool", WARNING),
    IPV6_OFF("ipv6-off", ERROR),
    NO_ADDRESS("no-address", ERROR),
    NO_ROUTE("no-route", ERROR),
    ROUTE_LOOP("route-loop", ERROR),
    EGRESS_MTU("egress-mtu", ERROR),
    PATH_MTU("path-mtu", ERROR),
    FOREIGN_VXLAN("foreign-vxlan", ERROR),
    PORT_TAKEN("port-taken", ERROR),
    PEER_KEPT_OUT("peer-kept-out", ERROR),
    VXLAN_BLOCKED("vxlan-blocked", ERROR),
    VXLAN_TRANSLATED("vxlan-translated", ERROR),
    DUPLICATE_ADDRESS("duplicate-address", ERROR),
    RP_FILTER("rp-filter", ERROR),
    RP_FILTER_DROPS("rp-filter-drops", WARNING),
    FORWARDING("forwarding", ERROR),
    FORWARD_DROP("forward-drop", ERROR),
    MASQUERADE("masquerade", WARNING),
    CHECKSUM_OFFLOAD("checksum-offload", WARNING),
    NETWORK_MANAGER("networkmanager", WARNING),
    NETWORKD("networkd", WARNING),
    CLOCK("clock", WARNING),
    NOT_CHECKED("not-checked", UNKNOWN);

    private final String id;
    private final Severity severity;

    Ailment(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    /// Its name for programs, which stays.
    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }
}
