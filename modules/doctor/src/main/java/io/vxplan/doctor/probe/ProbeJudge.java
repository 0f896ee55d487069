package io.vxplan.doctor.probe;

import io.vxplan.doctor.facts.Device;
import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.finding.Ailment;
import io.vxplan.doctor.finding.Finding;
import io.vxplan.doctor.probe.Post.Claim;
import io.vxplan.doctor.probe.Post.Peer;
import io.vxplan.model.HostName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.topology.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// What it means that something was heard, or not.
public final class ProbeJudge {
    /// Peers that are named in one finding.
    private static final int NAMED = 5;

    private final SortedMap<HostName, List<Post>> posts;
    private final Map<HostName, Facts> facts;
    private final Map<HostName, Heard> heard;
    private final List<Finding> findings = new ArrayList<>();

    private ProbeJudge(
            SortedMap<HostName, List<Post>> posts,
            Map<HostName, Facts> facts,
            Map<HostName, Heard> heard) {
        this.posts = posts;
        this.facts = facts;
        this.heard = heard;
    }

    /// @param heard by all hosts that were there to the end
    public static List<Finding> of(
            SortedMap<HostName, List<Post>> posts,
            Map<HostName, Facts> facts,
            Map<HostName, Heard> heard) {
        ProbeJudge judge = new ProbeJudge(posts, facts, heard);
        posts.values().forEach(ofHost -> ofHost.forEach(judge::judge));
        return judge.findings;
    }

    private void judge(Post post) {
        Heard here = heard.get(post.host());
        if (here == null) {
            return;
        }
        here.refusal(post).ifPresent(said -> refused(post, said));
        if (here.takesPart(post)) {
            blocked(post, here);
            translated(post, here);
            post.claims().forEach(claim -> claimed(post, claim, here));
        }
    }

    /// A device in another namespace is seen by nobody, and holds its VNI and port.
    private void refused(Post post, String said) {
        boolean exists = said.contains("exists");
        boolean seen =
                Optional.ofNullable(facts.get(post.host())).stream()
                        .flatMap(known -> known.devices().stream())
                        .flatMap(device -> device.vxlan().stream())
                        .anyMatch(tunnel -> isOf(post, tunnel));
        if (exists && seen) {
            return;
        }
        if (exists) {
            add(
                    post,
                    Ailment.FOREIGN_VXLAN,
                    "the kernel refuses "
                            + frames(post)
                            + " (\""
                            + said
                            + "\"), and no interface here has them: a VXLAN device that was moved to another network namespace does",
                    "give the overlay another `vni` or `port`, or find that device (`lsns -t net`; Docker Swarm moves its devices to"
                            + " namespaces in /run/docker/netns)");
        } else {
            add(
                    post,
                    Ailment.NOT_CHECKED,
                    "the kernel makes no interface to probe overlay "
                            + post.seat().overlay().name()
                            + " with: "
                            + said,
                    "mend what else was found on this host first, and ask again");
        }
    }

    private static boolean isOf(Post post, Device.Tunnel tunnel) {
        return tunnel.port() == post.seat().overlay().port()
                && (tunnel.external() || tunnel.vni() == post.vni());
    }

    private void blocked(Post post, Heard here) {
        List<Peer> silent =
                post.peers().stream()
                        .filter(peer -> takesPart(peer, post))
                        .filter(peer -> !here.hears(post, peer))
                        .toList();
        if (!silent.isEmpty()) {
            add(
                    post,
                    Ailment.VXLAN_BLOCKED,
                    frames(post)
                            + " of "
                            + named(silent)
                            + " don't arrive"
                            + (post.way() == Way.SPARE
                                    ? " (tried with VNI "
                                            + post.vni()
                                            + ", for the overlay is there and floods nothing)"
                                    : ""),
                    remedy(post));
        }
    }

    private String remedy(Post post) {
        return ofOverlay(post) + ofPort(post);
    }

    /// Where the overlay is there, what leads to others may not be.
    private static String ofOverlay(Post post) {
        return post.way() == Way.UPON
                        && post.seat().overlay().membership() instanceof Membership.Discovered
                ? "`vxplan show routes` on both hosts tells whether their routers have found each other: without that nothing goes"
                        + " through the overlay; then "
                : "";
    }

    private String ofPort(Post post) {
        int port = post.seat().overlay().port();
        Facts known = facts.get(post.host());
        String here;
        if (known != null && known.programs().contains("firewalld")) {
            here =
                    "`firewall-cmd --permanent --add-port="
                            + port
                            + "/udp && firewall-cmd --reload`";
        } else if (known != null && known.filters().ufw()) {
            here = "`ufw allow " + port + "/udp`";
        } else {
            here =
                    "let UDP port "
                            + port
                            + " in (`nft list ruleset` or `iptables -S` shows what drops it)";
        }
        return here
                + " on this host; let it out on the others; look at the rules of the cloud or the switch between them. Some hypervisors"
                + " take VXLAN for their own: try another `port`";
    }

    private boolean takesPart(Peer peer, Post post) {
        Heard there = heard.get(peer.host());
        return there != null
                && posts.getOrDefault(peer.host(), List.of()).stream()
                        .anyMatch(other -> other.id() == post.id() && there.takesPart(other));
    }

    private void translated(Post post, Heard here) {
        for (Peer peer : post.peers()) {
            Optional<IpAddress> source = here.source(post, peer);
            if (source.isPresent() && !source.get().equals(peer.underlay())) {
                add(
                        post,
                        Ailment.VXLAN_TRANSLATED,
                        frames(post)
                                + " of "
                                + peer.host()
                                + " come from "
                                + source.get()
                                + " and not from "
                                + peer.underlay()
                                + ": a NAT is in between, and answers go elsewhere",
                        "take VXLAN out of it (on "
                                + peer.host()
                                + ": `iptables -t nat -I POSTROUTING -p udp --dport "
                                + post.seat().overlay().port()
                                + " -j ACCEPT`), or set `underlay.address` to the address that others see");
            }
        }
    }

    private void claimed(Post post, Claim claim, Heard here) {
        Set<MacAddress> claimants = here.claimants(post, claim.address());
        if (claimants.size() > claim.answers()) {
            add(
                    post,
                    Ailment.DUPLICATE_ADDRESS,
                    claim.address()
                            + " of "
                            + claim.owner()
                            + " in overlay "
                            + post.seat().overlay().name()
                            + " is answered for by "
                            + claimants.stream()
                                    .map(MacAddress::toString)
                                    .collect(Collectors.joining(" and "))
                            + (claim.answers() == 0
                                    ? ", none of them this host"
                                    : ", and can be of one only"),
                    "find who has that MAC (`bridge fdb show | grep -i "
                            + claimants.iterator().next()
                            + "` on the hosts names the tunnel's other end), and give one of them another address");
        }
    }

    private static String frames(Post post) {
        return "VXLAN frames of overlay "
                + post.seat().overlay().name()
                + " (VNI "
                + post.seat().overlay().vni()
                + ", UDP port "
                + post.seat().overlay().port()
                + ")";
    }

    private static String named(List<Peer> peers) {
        String names =
                peers.stream()
                        .limit(NAMED)
                        .map(peer -> peer.host() + " (" + peer.underlay() + ")")
                        .collect(Collectors.joining(", "));
        return peers.size() > NAMED ? names + " and " + (peers.size() - NAMED) + " more" : names;
    }

    private void add(Post post, Ailment ailment, String what, String remedy) {
        findings.add(new Finding(ailment, post.host(), what, remedy));
    }
}
