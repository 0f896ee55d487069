package io.vxplan.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.state.Stacks;
import io.vxplan.discovery.wire.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xbill.DNS.Name;

/// Hosts that come, change and leave, and what strangers write.
@Execution(ExecutionMode.CONCURRENT)
class DnsDiscoveryTest extends OnBind {

    @Test
    void threeHearOfEachOtherAndOneLeaves() throws Exception {
        Set<String> before = bind.zone();
        List<Heard> all = List.of(new Heard(), new Heard(), new Heard());
        List<String> ids = List.of("a", "b", "c");
        for (int i = 0; i < 3; i++) {
            discovery(all.get(i)).announce(List.of(stack(ids.get(i))));
        }
        for (int i = 0; i < 3; i++) {
            Heard heard = all.get(i);
            heard.await(() -> heard.ids().size() == 2);
            assertThat(heard.ids()).doesNotContain(ids.get(i));
        }
        assertThat(all.get(0).heard()).contains(stack("b"), stack("c"));
        assertThat(running.getFirst().counts())
                .containsOnlyKeys("query_sent", "update_sent", "answer_heard", "unanswered")
                .hasEntrySatisfying("update_sent", count -> assertThat(count).isPositive())
                .containsEntry("unanswered", 0L);
        Set<String> withC = bind.zone();
        all.forEach(Heard::forget);
        running.get(2).close();
        Heard first = all.getFirst();
        first.await(() -> first.left().equals(List.of("c (VNI 1000) at 10.0.1.3")));
        Set<String> withoutC = bind.zone();
        assertThat(withC)
                .contains(
                        "_docker-router._udp.example.test. SRV 10 5 4789 c-1000.docker-router.example.test.",
                        "_docker-router._udp.example.test. PTR c-1000._docker-router._udp.example.test.",
                        "c-1000._docker-router._udp.example.test. SRV 10 5 4789 c-1000.docker-router.example.test.",
                        "c-1000.docker-router.example.test. A 10.0.1.3",
                        "_services._dns-sd._udp.example.test. PTR _docker-router._udp.example.test.");
        assertThat(names(withC)).hasSize(names(withoutC).size() + 5);
        assertThat(withoutC).noneMatch(line -> line.contains("c-1000"));
        running.forEach(DnsDiscovery::close);
        assertThat(bind.zone()).isEqualTo(before);
    }

    /// Without what each renewal changes.
    private static List<String> names(Set<String> zone) {
        return zone.stream().map(line -> line.replaceAll("exp=[0-9]+", "exp=")).toList();
    }

    /// The library has a shutdown hook of its own, which must not run before ours.
    @Test
    void aProcessThatIsToldToEndSaysGoodbye() throws Exception {
        Set<String> before = bind.zone();
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Announcing.class.getName(),
                                Integer.toString(bind.address().getPort()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.inputReader().readLine()).isEqualTo("announced");
        assertThat(bind.zone()).isNotEqualTo(before);
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(bind.zone()).isEqualTo(before);
    }

    /// The server removed it, and its answer was lost: what is asked again it refuses.
    @Test
    void whoDoesNotHearThatItIsRemovedLeavesNothing() throws Exception {
        Set<String> before = bind.zone();
        bind.write(List.of("_services._dns-sd._udp PTR _docker-router._udp.example.test."));
        Primary zone = Primary.find(bind.settings(Bind.KEY), CLOCK, new Counts(Server.KINDS));

        new Registrar(ServiceNames.of(Bind.ZONE), bind.settings(Bind.KEY))
                .release(zone, stack("a"));

        assertThat(bind.zone()).isEqualTo(before);
    }

    @Test
    void whomNobodyRenewsIsDeadAndRemoved() throws Exception {
        Set<String> before = bind.zone();
        Stack dead = stack("b");
        Primary zone = Primary.find(bind.settings(Bind.KEY), CLOCK, new Counts(Server.KINDS));
        long now = CLOCK.instant().getEpochSecond();
        // A clock that is ahead keeps nobody alive.
        new Registrar(ServiceNames.of(Bind.ZONE), bind.settings(Bind.KEY))
                .register(zone, dead, now + 3_600, (name, other) -> false);
        new Registrar(ServiceNames.of(Bind.ZONE), bind.settings(Bind.KEY))
                .register(zone, stack("c"), now - 3_600, (name, other) -> false);
        Heard heard = new Heard();
        discovery(heard).announce(List.of(stack("a")));
        heard.await(() -> heard.left().equals(List.of("b (VNI 1000) at 10.0.1.2")));
        assertThat(heard.ids()).containsExactly("b");
        assertThat(names(bind.zone())).anyMatch(line -> line.startsWith("b-1000."));
        heard.await(() -> isGone("b-1000") && isGone("c-1000"));
        assertThat(heard.left()).hasSize(1);
        running.getFirst().close();
        assertThat(bind.zone()).isEqualTo(before);
    }

    private boolean isGone(String label) {
        try {
            return bind.zone().stream().noneMatch(line -> line.contains(label));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStackThatAnotherHostHasIsRefusedUntilThatIsGone() throws Exception {
        discovery(new Heard()).announce(List.of(stack("a")));
        Heard heard = new Heard();
        DnsDiscovery second = discovery(heard);
        Stack thief = Stacks.full("a", 1000, "10.0.1.66");
        assertThatThrownBy(() -> second.announce(List.of(thief, stack("b"))))
                .hasMessage(
                        "a (VNI 1000) can't be registered: a (VNI 1000) is registered for the host 10.0.1.1, which is alive or was a moment ago; give one of the two another STACK_ID, or wait until it has expired");
        assertThat(bind.zone())
                .contains(
                        "a-1000.docker-router.example.test. A 10.0.1.1",
                        "b-1000.docker-router.example.test. A 10.0.1.2")
                .doesNotContain("a-1000.docker-router.example.test. A 10.0.1.66");
        running.getFirst().close();
        heard.await(() -> {
            try {
                return bind.zone().contains("a-1000.docker-router.example.test. A 10.0.1.66");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aNewAddressTakesThePlaceOfTheOld() throws Exception {
        DnsDiscovery one = discovery(new Heard());
        one.announce(List.of(stack("a")));
        one.announce(List.of(Stacks.full("a", 1000, "2001:db8::1")));
        assertThat(bind.zone())
                .contains("a-1000.docker-router.example.test. AAAA 2001:db8:0:0:0:0:0:1")
                .noneMatch(line -> line.contains("10.0.1.1"));
    }

    @Test
    void whatDoesNotHoldTogetherIsRefusedWithAReason() throws Exception {
        String good =
                "\"stack_id=%s\" \"vni=1\" \"host_ip=10.0.0.9\" \"vxlan_endpoint=10.0.0.9:4789\"";
        List<String> records = new ArrayList<>();
        for (String label : List.of("noaddress", "cname", "loop", "nosrv", "fine")) {
            records.add("_docker-router._udp PTR " + label + "-1._docker-router._udp");
            records.add(label + "-1._docker-router._udp TXT " + good.formatted(label));
            if (!label.equals("nosrv")) {
                records.add(label + "-1._docker-router._udp SRV 10 5 4789 host-" + label);
            }
        }
        records.add("host-fine A 10.0.0.9");
        records.add("host-cname CNAME host-fine");
        records.add("host-loop CNAME host-loop2");
        records.add("host-loop2 CNAME host-loop");
        records.add("_docker-router._udp PTR ns");
        records.add("_docker-router._udp PTR notxt-1._docker-router._udp");
        records.add("_docker-router._udp PTR wrong-1._docker-router._udp");
        records.add("wrong-1._docker-router._udp TXT " + good.formatted("right"));
        records.add("_docker-router._udp PTR long-1._docker-router._udp");
        records.add(
                "long-1._docker-router._udp TXT " + ("\"" + "x".repeat(250) + "\" ").repeat(20));
        records.add("_docker-router._udp PTR bad-1._docker-router._udp");
        records.add("bad-1._docker-router._udp TXT \"stack_id=bad\" \"vni=0x1\\027[31m\"");
        for (String record : records) {
            bind.write(List.of(record));
        }
        Heard heard = new Heard();
        DnsDiscovery one = discovery(heard);
        one.announce(List.of(stack("a")));
        assertThat(heard.ids()).containsExactly("fine");
        assertThat(
                        heard.refused().stream()
                                .map(it ->
                                        it.replace(".example.test", "")
                                                .replaceFirst("SERVFAIL.*", "SERVFAIL")
                                                .replaceFirst("port [0-9]+", "port P")))
                .containsExactlyInAnyOrder(
                        "noaddress-1._docker-router._udp: says host_ip=10.0.0.9, which is no address of host-noaddress",
                        "cname-1._docker-router._udp: host-cname is an alias (CNAME), which no name of a service may be",
                        "loop-1._docker-router._udp: the DNS server 127.0.0.1 port P refused the question for host-loop A: SERVFAIL",
                        "nosrv-1._docker-router._udp: has 0 SRV records, not one",
                        "ns: is not directly below _docker-router._udp",
                        "notxt-1._docker-router._udp: has 0 TXT records, not one",
                        "wrong-1._docker-router._udp: says that it is right (VNI 1), whose name is right-1._docker-router._udp",
                        "long-1._docker-router._udp: the TXT record has over 4096 bytes",
                        "bad-1._docker-router._udp: the TXT record's vni: no number up to 16777215");
    }

    /// A UDP answer is cut off. (And BIND takes a hundred in one set unless told otherwise.)
    @Test
    void aHundredAndTwentyStacksAreReadOverTcp() throws Exception {
        List<Stack> many = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            many.add(Stacks.full("stack-number-" + i, 1000, "10.0.2." + (i + 1)));
        }
        discovery(new Heard()).announce(many);
        Heard heard = new Heard();
        discovery(heard).announce(List.of(stack("a")));
        assertThat(heard.heard()).containsAll(many);
    }

    @Test
    void theZonesSoaNamesThePrimaryServer() throws Exception {
        Counts counts = new Counts(Server.KINDS);
        Server resolver = new Server(bind.address(), Optional.empty(), CLOCK, counts);
        Name domain = Name.fromString("stacks.of.example.test.");
        Primary primary = Primary.find(resolver, domain, bind.settings(Bind.KEY), CLOCK, counts);
        assertThat(primary.name()).hasToString("example.test.");
        assertThat(primary.server()).hasToString("127.0.0.1 port 53");
        assertThat(counts.now()).containsEntry("query_sent", 2L).containsEntry("answer_heard", 2L);
    }

    @Test
    void aDomainMayBeBelowTheZonesOwn() throws Exception {
        DnsSettings settings =
                bind.settings("stacks.example.test", Bind.KEY, Duration.ofSeconds(1));
        discovery(new Heard(), settings, CLOCK).announce(List.of(stack("a")));
        assertThat(bind.zone()).contains("a-1000.docker-router.stacks.example.test. A 10.0.1.1");
    }
}
