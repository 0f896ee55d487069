package io.vxplan.doctor.probe;

import io.vxplan.doctor.probe.Post.Claim;
import io.vxplan.doctor.probe.Post.Peer;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Member;
import java.time.Duration;
import java.util.List;

/// Three scripts, of which all hosts have to have run one before any runs the next: take part,
/// send, tell what was heard and go.
///
/// The interfaces of a probe are in a network namespace that has no name. A process holds it that
/// does nothing but sleep; when it ends, all is gone. A VXLAN device sends and receives where it
/// was made, on the host, wherever it is now. So firewalls see what they would see of the overlay,
/// and nothing on the host sees the device.
public final class ProbeScripts {
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int AT_A_TIME = 32;

    private static final String PREAMBLE =
            """
            PATH=$PATH:/usr/sbin:/sbin
            LC_ALL=C
            export PATH LC_ALL
            """;

    /// A neighbour that is in use is asked for. With no address of the interface's own the kernel
    /// asks as one who has none (RFC 5227), so everybody answers whatever its rp_filter, and nobody
    /// believes us to be somebody. The first answer would stand for a while (`locktime`), and the
    /// second never be seen.
    private static final String INSIDE =
            """
            begin() {
                for file in rp_filter accept_local; do echo 0 >/proc/sys/net/ipv4/conf/$1/$file; done
                for family in ipv4 ipv6; do echo -1000 >/proc/sys/net/$family/neigh/$1/locktime; done
                ip link set dev $1 addrgenmode none
                ip link set dev $1 up
                ip addr add fe80::1:$2/64 dev $1 nodad
            } 2>/dev/null
            claim() {
                {
                    ip route add $2 dev $1
                    ip neigh add $2 dev $1 use || ping -n -c 1 -W 1 $2
                } >/dev/null 2>&1 &
            }
            ip link set dev lo up
            echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter
            """;

    private ProbeScripts() {}

    /// @param lifetime of the namespace, should nobody come back
    public static String open(List<Post> posts, Duration lifetime) {
        StringBuilder script = new StringBuilder(PREAMBLE);
        script.append(
                """
                unshare -n sleep LIFETIME </dev/null >/dev/null 2>&1 &
                holder=$!
                here=$(readlink /proc/self/ns/net)
                for attempt in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
                    there=$(readlink /proc/$holder/ns/net)
                    [ "$there" = "$here" ] || break
                    sleep 0.1
                done
                if [ -z "$there" ] || [ "$there" = "$here" ]; then
                    kill $holder 2>/dev/null
                    echo 'no namespace'
                    exit
                fi
                echo "holder $holder"
                made() {
                    id=$1
                    shift
                    said=$("$@" 2>&1) && echo "made $id" || echo "refused $id $said"
                }
                """
                        .replace("LIFETIME", Long.toString(lifetime.toSeconds())));
        posts.forEach(post -> script.append(device(post)));
        script.append("nsenter -n -t $holder sh <<'END'\n").append(INSIDE);
        posts.forEach(post -> begin(script, post));
        if (posts.stream().anyMatch(post -> !post.claims().isEmpty())) {
            claims(script, posts);
        }
        posts.forEach(post ->
                script.append(
                        "ip addr add %s/16 dev %s 2>/dev/null\n"
                                .formatted(post.address(), post.device())));
        return script.append("END\n").toString();
    }

    private static String device(Post post) {
        String head = "made %d ip link add ".formatted(post.id());
        String name = "name %s netns $holder address %s ".formatted(post.device(), post.mac());
        return switch (post.way()) {
            case UPON ->
                    head
                            + "link "
                            + post.seat().layer3()
                            + " "
                            + name
                            + "type macvlan mode bridge\n";
            case OWN, SPARE ->
                    head
                            + name
                            + "type vxlan id %d local %s dstport %d learning%s\n"
                                    .formatted(
                                            post.vni(),
                                            post.seat().local(),
                                            post.seat().overlay().port(),
                                            group(post));
        };
    }

    private static String group(Post post) {
        Overlay overlay = post.seat().overlay();
        return overlay.flooding() instanceof Flooding.Group(IpAddress group)
                ? " group "
                        + group
                        + post.seat()
                                .member()
                                .groupDevice()
                                .map(device -> " dev " + device)
                                .orElse("")
                : "";
    }

    private static void begin(StringBuilder script, Post post) {
        String device = post.device();
        String last = post.address().toString().substring("169.254.".length()).replace('.', ':');
        script.append("if ip link show dev %s >/dev/null 2>&1; then\n".formatted(device));
        script.append("begin %s %s\n".formatted(device, last));
        if (post.way() != Way.UPON
                && !(post.seat().overlay().flooding() instanceof Flooding.Group)) {
            script.append("bridge -force -batch - <<'FLOOD'\n");
            for (Member peer : post.seat().peers()) {
                script.append(
                        "fdb append 00:00:00:00:00:00 dev %s dst %s\n"
                                .formatted(device, peer.underlay()));
            }
            script.append("FLOOD\n");
        }
        script.append("fi\n");
    }

    /// All answers are seen, and not only which stands in the end; that too, for on a busy host
    /// they may come before anybody listens.
    private static void claims(StringBuilder script, List<Post> posts) {
        script.append("timeout 10 ip monitor neigh &\nmonitor=$!\nsleep 0.2\n");
        for (Post post : posts) {
            for (Claim claim : post.claims()) {
                script.append("claim %s %s\n".formatted(post.device(), claim.address()));
            }
        }
        script.append("sleep 1\nip neigh show\nkill $monitor\n");
    }

    /// @param holder as the first script said
    public static String send(long holder, List<Post> posts) {
        StringBuilder script = new StringBuilder(PREAMBLE);
        script.append("nsenter -n -t ").append(holder).append(" sh <<'END'\n");
        int sent = 0;
        for (Post post : posts) {
            for (Peer peer : post.peers()) {
                script.append(
                        "ping -n -q -c 2 -i 0.3 -W 1 -I %s %s >/dev/null 2>&1 &\n"
                                .formatted(post.device(), peer.address()));
                sent++;
                if (sent % AT_A_TIME == 0) {
                    script.append("wait\n");
                }
            }
        }
        return script.append("wait\nEND\n").toString();
    }

    /// The devices go one by one, and at once: a namespace whose last process has ended takes its
    /// time.
    public static String close(long holder, List<Post> posts) {
        StringBuilder script = new StringBuilder(PREAMBLE);
        script.append("nsenter -n -t ").append(holder).append(" sh <<'END'\n");
        for (Post post : posts) {
            script.append(
                    """
                    ip -4 neigh show dev %1$s 2>/dev/null | sed 's/^/heard %2$d /'
                    bridge fdb show dev %1$s 2>/dev/null | sed 's/^/learned %2$d /'
                    ip link del dev %1$s 2>/dev/null
                    """
                            .formatted(post.device(), post.id()));
        }
        script.append("END\n");
        script.append(
                "read -r name </proc/%1$d/comm && [ \"$name\" = sleep ] && kill %1$d\n"
                        .formatted(holder));
        return script.toString();
    }
}
