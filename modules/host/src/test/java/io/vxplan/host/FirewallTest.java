package io.vxplan.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.host.iproute.IprouteHost;
import io.vxplan.host.iproute.NamespaceShell;
import io.vxplan.host.local.LocalHost;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.Labels;
import io.vxplan.plan.diff.Differ;
import io.vxplan.testing.TestNamespace;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Where `nft` refuses, or can't be used.
class FirewallTest {
    private static final HostName NAME = new HostName("h1");
    private static final String TABLE = "ip vxplan/demo/blue";

    @ParameterizedTest
    @EnumSource
    void whatSomebodyMadeMeanwhileIsNotMixedUp(DriftTest.Way way) throws HostException {
        try (TestNamespace namespace = new TestNamespace();
                Host host = open(way, namespace)) {
            namespace.sh(DriftTest.UNDERLAY);
            HostPlan plan = plan(host);
            namespace.sh("nft create table " + TABLE);

            assertThatThrownBy(() -> host.apply(plan.changes()))
                    .isInstanceOfSatisfying(
                            HostException.class,
                            failure -> {
                                Progress progress = failure.progress().orElseThrow();
                                assertThat(progress.madeBefore()).isZero();
                                assertThat(Labels.of(progress.failed()))
                                        .isEqualTo("create firewall " + TABLE);
                                assertThat(failure.advice()).contains("plan again");
                            })
                    .hasMessage("nft says: Could not process rule: File exists");
            assertThat(namespace.sh("nft list ruleset"))
                    .isEqualTo("table %s {\n}\n".formatted(TABLE));
        }
    }

    private static Host open(DriftTest.Way way, TestNamespace namespace) throws HostException {
        return switch (way) {
            case NETLINK -> LocalHost.inNamespace(NAME, namespace.path());
            case IPROUTE -> new IprouteHost(NAME, new NamespaceShell(namespace));
        };
    }

    private static HostPlan plan(Host host) throws HostException {
        return Differ.diff(NAME, Wanted.TOPOLOGY, Wanted.state(), host.observe(), false);
    }

    @Test
    void aHostWithoutNftIsNotChanged() throws HostException {
        assertThat(problems("unshare", "-m", "sh", "-c", withoutNft(), "sh"))
                .containsExactly(
                        "error: this host has no `nft`, which firewall %s needs: it is not installed; install the package nftables there, or say `firewall: none`"
                                .formatted(TABLE));
    }

    private static String withoutNft() {
        return "for nft in /usr/sbin/nft /sbin/nft; do mount --bind /dev/null $nft; done; exec \"$@\"";
    }

    @Test
    void whoMayNotUseItIsTold() throws HostException {
        assertThat(problems("setpriv", "--reuid=65534", "--clear-groups"))
                .contains(
                        "error: this host has no `nft`, which firewall %s needs: Operation not permitted (you must be root); install the package nftables there, or say `firewall: none`"
                                .formatted(TABLE));
    }

    private static Stream<String> problems(String... wrapper) throws HostException {
        try (TestNamespace namespace = new TestNamespace();
                Host host = new IprouteHost(NAME, new NamespaceShell(namespace, wrapper))) {
            namespace.sh(DriftTest.UNDERLAY);
            return plan(host).problems().stream().map(Diagnostic::toString);
        }
    }
}
