package io.vxplan.discovery.multicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who hears whom, and who is not believed.
class MulticastDiscoveryTest extends OnLan {
    MulticastDiscoveryTest() throws Exception {}

    @ParameterizedTest
    @ValueSource(strings = {"", "a key of some length"})
    void allHearAllAndWhenOneLeaves(String key) throws Exception {
        List<Daemon> all = new ArrayList<>();
        for (int host = 1; host <= 3; host++) {
            Optional<Secret> secret = Optional.of(key).filter(k -> !k.isEmpty()).map(Secret::new);
            all.add(daemon(host, GROUP, secret).announce(stack(host)));
        }
        awaitKnows(all.get(0), "s2", "s3");
        awaitKnows(all.get(1), "s1", "s3");
        awaitKnows(all.get(2), "s1", "s2");

        all.get(1).close();

        awaitKnows(all.get(0), "s3");
        awaitKnows(all.get(2), "s1");
        assertThat(all).allMatch(daemon -> daemon.refused.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "ff02::12:34, ''",
        "ff05::12:34, a key of some length",
        "239.1.1.1, a key of some length"
    })
    void overIpv6(String group, String key) throws Exception {
        List<DaemonProcess> all = new ArrayList<>();
        try {
            for (int host = 1; host <= 3; host++) {
                all.add(new DaemonProcess(lan.name(host), group, key, "s" + host, "fd00::" + host));
            }
            awaitKnows(all.get(0).knows, "s2", "s3");
            awaitKnows(all.get(1).knows, "s1", "s3");
            awaitKnows(all.get(2).knows, "s1", "s2");

            all.get(1).close();

            awaitKnows(all.get(0).knows, "s3");
            awaitKnows(all.get(2).knows, "s1");
            assertThat(all).allMatch(daemon -> daemon.refused.isEmpty());
        } finally {
            for (DaemonProcess daemon : all) {
                daemon.close();
            }
        }
    }

    @Test
    void severalDaemonsOnOneHost() throws Exception {
        Daemon first = daemon(1).announce(stack(1));
        Daemon second = daemon(1).announce(Stacks.stack("t1", "10.0.0.1"));
        Daemon other = daemon(2).announce(stack(2));

        awaitKnows(first, "t1", "s2");
        awaitKnows(second, "s1", "s2");
        awaitKnows(other, "s1", "t1");
    }

    @Test
    void oneDaemonOfSeveralStacks() throws Exception {
        Daemon several = daemon(1).announce(stack(1), Stacks.stack("t1", "10.0.0.1"));
        Daemon other = daemon(2).announce(stack(2));
        awaitKnows(other, "s1", "t1");
        awaitKnows(several, "s2");

        several.announce(stack(1));

        awaitKnows(other, "s1");
    }

    @Test
    void whoHasNoKeyIsRefused() throws Exception {
        Daemon guarded = daemon(1, GROUP, Optional.of(Stacks.KEY)).announce(stack(1));
        Daemon friend = daemon(2, GROUP, Optional.of(Stacks.KEY)).announce(stack(2));
        send(3, hello("s3", "10.0.0.3"));
        send(3, "{\"type\":\"HELLO\",\"auth\":{\"hmac\":\"" + "0".repeat(64) + "\"}}");
        send(3, "");

        awaitRefused(guarded, "10.0.0.3: not authenticated, and a shared key is set here");
        awaitRefused(guarded, "10.0.0.3: not authenticated: not made with the shared key set here");
        awaitKnows(guarded, "s2");
        awaitKnows(friend, "s1");
    }

    @Test
    void withoutAKeyAHostSpeaksForItself() throws Exception {
        Daemon here = daemon(1).announce(stack(1));

        send(3, hello("s2", "10.0.0.2"));
        send(3, hello("s3", "10.0.0.3"));

        awaitRefused(here, "10.0.0.3: x says that s2 (VNI 1000) is at 10.0.0.2");
        awaitKnows(here, "s3");
    }

    /// What the multicast page of somebody else's daemon, or a person with netcat, would send.
    private static String hello(String stack, String host) {
        return "{\"type\": \"HELLO\", \"version\": 1, \"peer_id\": \"x\", \"host_ip\": \"%s\", \"vxlan_ip\": \"192.168.100.9\", \"vni\": 1000, \"stack_name\": \"%s\", \"networks\": []}"
                .formatted(host, stack);
    }

    private void send(int host, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        int sent = lan.host(host).<Integer, IOException>call(() -> multicast(bytes));
        assertThat(sent).isEqualTo(bytes.limit());
    }

    private static int multicast(ByteBuffer bytes) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            channel.setOption(
                    StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("eth0"));
            return channel.send(bytes, new InetSocketAddress("239.1.1.1", 4790));
        }
    }

    @Test
    void aStormIsHeard() throws Exception {
        Daemon here = daemon(1).announce(stack(1));
        Stack[] many =
                IntStream.range(0, 200)
                        .mapToObj(i -> Stacks.stack("m" + i, "10.0.0.2"))
                        .toArray(Stack[]::new);

        daemon(2).announce(many);

        await(() -> here.knows.size() == 200, here.knows);
    }

    @Test
    void whoIsInterruptedStillSaysGoodbye() throws Exception {
        Daemon here = daemon(1).announce(stack(1));
        Daemon other = daemon(2).announce(stack(2));
        awaitKnows(other, "s1");

        Thread.currentThread().interrupt();
        here.close();

        assertThat(Thread.interrupted()).isTrue();
        awaitKnows(other);
        assertThatThrownBy(() -> here.announce(stack(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("multicast discovery is closed");
    }

    @Test
    void whatWasSaidAndHeardIsCounted() throws Exception {
        Daemon here = daemon(1).announce(stack(1));
        daemon(2).announce(stack(2));
        awaitKnows(here, "s2");
        send(3, "{}");
        awaitRefused(here, "type is missing");

        assertThat(here.discovery().counts())
                .hasEntrySatisfying(Count.HELLO_SENT.word(), sent -> assertThat(sent).isPositive())
                .hasEntrySatisfying(
                        Count.HELLO_HEARD.word(), heard -> assertThat(heard).isPositive())
                .containsEntry(Count.REFUSED.word(), 1L);
    }
}
