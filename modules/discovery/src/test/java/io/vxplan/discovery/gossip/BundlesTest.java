package io.vxplan.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.scalecube.cluster.transport.api.Message;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundlesTest {
    private static final String A = "10.0.0.1:4790";
    private static final String B = "10.0.0.2:4790";

    private record Sent(String to, List<String> news) {}

    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Bundles bundles =
            new Bundles((to, news) ->
                    sent.add(new Sent(to, news.stream().map(Message::<String>data).toList())));

    private static Message news(String text) {
        return Message.withQualifier(Word.GOSSIP.qualifier()).data(text).build();
    }

    @Test
    void eachMemberGetsItsOwnInOrder() {
        bundles.add(A, news("1"));
        bundles.add(B, news("2"));
        bundles.add(A, news("3"));
        bundles.send();
        bundles.send();

        assertThat(sent)
                .flatExtracting(it -> it.news().stream().map(text -> it.to() + " " + text).toList())
                .containsExactlyInAnyOrder(A + " 1", A + " 3", B + " 2");
        assertThat(sent)
                .filteredOn(it -> it.to().equals(A))
                .flatExtracting(Sent::news)
                .containsExactly("1", "3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Bundles.MOST, Bundles.MOST + 1, 3 * Bundles.MOST, 100})
    void nothingIsLostAndNoneIsTooLarge(int count) {
        List<String> all = IntStream.range(0, count).mapToObj(String::valueOf).toList();
        all.forEach(text -> bundles.add(A, news(text)));
        bundles.send();

        assertThat(sent).flatExtracting(Sent::news).containsExactlyInAnyOrderElementsOf(all);
        assertThat(sent).allMatch(it -> !it.news().isEmpty() && it.news().size() <= Bundles.MOST);
    }

    @Test
    void nobodyNeedsToAskForIt() throws Exception {
        for (int i = 1; i <= 3; i++) {
            bundles.add(A, news("it"));
            while (sent.size() < i) {
                Thread.sleep(1);
            }
        }
        assertThat(sent).hasSize(3);
    }
}
