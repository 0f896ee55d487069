package io.vxplan.discovery.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.etcd.Claims.Claim;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.state.Stacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final long OURS = 7;
    private static final long OTHERS = 8;
    private static final Stack A = Stacks.plain("a", 1000, "10.0.0.1");
    private static final Stack A2 = Stacks.plain("a", 1001, "10.0.0.1");

    private final Registry registry =
            new Registry(
                    "/p/",
                    (key, why) -> {
                        throw new AssertionError(key + ": " + why);
                    });
    private long revision = 1;

    private void put(String folder, Stack stack, long lease) {
        revision++;
        List<Item> items = new ArrayList<>();
        StackKeys.fields(stack)
                .forEach((field, value) ->
                        items.add(
                                new Item(
                                        registry.key(folder, field),
                                        Optional.of(value),
                                        lease,
                                        revision)));
        registry.apply(items);
    }

    private List<String> decide(Stack... wanted) {
        return new Claims(registry, OURS)
                .decide(List.of(wanted)).stream()
                        .map(claim ->
                                switch (claim) {
                                    case Claim.Take take ->
                                            take.folder() + " " + take.basedOn().values();
                                    case Claim.Taken taken -> "taken by " + taken.holder();
                                })
                        .toList();
    }

    @Test
    void theFirstHasThePlainName() {
        assertThat(decide(A, A2)).containsExactly("a [0, 0]", "a@1001 [0, 0]");
        assertThat(decide(A2, A)).containsExactly("a [0, 0]", "a@1000 [0, 0]");
    }

    @Test
    void whatStandsSomewhereStaysThere() {
        put("a", A, OURS);
        put("a@1001", A2, OURS);

        assertThat(decide(A2, A)).containsExactly("a@1001 [2, 3]", "a [2, 0]");
    }

    @Test
    void anotherHostsOverlayTakesThePlainName() {
        put("a", Stacks.plain("a", 1000, "10.0.0.2"), OTHERS);

        assertThat(decide(A2)).containsExactly("a@1001 [2, 0]");
        assertThat(decide(A)).containsExactly("taken by 10.0.0.2");
    }

    @Test
    void whereverAnotherHostHasIt() {
        put("a@1000", Stacks.plain("a", 1000, "10.0.0.2"), OTHERS);

        assertThat(decide(A)).containsExactly("taken by 10.0.0.2");
    }

    @Test
    void ofThisHostBeforeItWasStartedAnew() {
        put("a", A, OTHERS);

        assertThat(decide(A)).containsExactly("a [2, 0]");
    }

    @Test
    void withoutALeaseNobodyIsThere() {
        put("a", Stacks.plain("a", 1000, "10.0.0.2"), 0);

        assertThat(decide(A)).containsExactly("a [2, 0]");
    }

    @Test
    void oneFolderIsOneStack() {
        Stack odd = Stacks.plain("a@1000", 1000, "10.0.0.1");

        assertThat(decide(odd)).containsExactly("a@1000@1000 [0]");
        put("a@1000@1000", odd, OURS);
        assertThat(StackKeys.read("a@1000@1000", registry.folder("a@1000@1000"))).isEqualTo(odd);
        put("a@1000", A, OURS);
        assertThat(StackKeys.read("a@1000", registry.folder("a@1000"))).isEqualTo(A);
    }

    @Test
    void whatIsNotWantedAnyMore() {
        put("a", A, OURS);
        put("a@1001", A2, OURS);
        put("b", Stacks.plain("b", 1000, "10.0.0.2"), OTHERS);
        Claims claims = new Claims(registry, OURS);

        assertThat(claims.leftovers(claims.decide(List.of(A)))).containsExactly("a@1001");
    }
}
