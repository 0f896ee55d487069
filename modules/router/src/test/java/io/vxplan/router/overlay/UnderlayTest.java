package io.vxplan.router.overlay;

import static io.vxplan.router.overlay.Decisions.B;
import static io.vxplan.router.overlay.Decisions.after;
import static io.vxplan.router.overlay.Decisions.decide;
import static io.vxplan.router.overlay.Decisions.inTopology;
import static io.vxplan.router.overlay.Decisions.present;
import static io.vxplan.router.overlay.Decisions.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.HostException;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Route;
import io.vxplan.router.Samples;
import io.vxplan.router.routing.Routing;
import org.junit.jupiter.api.Test;

/// Where the own tunnels start.
class UnderlayTest {
    @Test
    void withoutAnUnderlayNothingIsTouched() throws HostException {
        HostState works = after(Samples.host(), B).observe();
        HostState cut =
                HostState.of(
                        works.byKey().values().stream()
                                .filter(each ->
                                        !(each instanceof Route route) || route.protocol() != 3)
                                .toList());

        Decision decision = decide(cut, B);

        assertThat(decision.changes()).isEmpty();
        assertThat(problems(decision))
                .isEqualTo(
                        """
                        error: this host has no default route, so its own address is not known; give it one, or say `underlay` in routing.yaml
                        """);
    }

    @Test
    void anUnderlayInsideOfTheOverlayIsRefused() {
        Routing around =
                Samples.routing(
                        Samples.ROUTING
                                .replace("172.20.0.0/16", "10.0.0.0/8")
                                .replace("172.20.0.2", "10.9.0.1"));

        assertThat(problems(decide(around, Samples.host(), present(B))))
                .isEqualTo(
                        """
                        error: this host's address 10.0.0.1 lies in 10.0.0.0/8 of this host; the tunnel would carry itself: take another network there, or say `underlay`
                        """);
    }

    @Test
    void ofATopologyItIsSaidWhatStandsThere() {
        Routing elsewhere = Samples.routing(Samples.ROUTING + "underlay: 10.9.9.9\n");

        assertThat(problems(decide(inTopology(elsewhere), Samples.host(), present(B))))
                .endsWith(
                        """
                        error: no interface of this host has the address 10.9.9.9; configure it, or mend the host's `underlay` in the overlay's `members`, or its variable vxplan_underlay
                        """);
    }
}
