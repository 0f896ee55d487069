package io.vxplan.discovery.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.discovery.Discovery.Listener;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final Stack S1 = Stacks.stack("s1", "10.0.0.1");
    private static final Stack T1 = Stacks.stack("t1", "10.0.0.1", 7);
    private static final Stack S2 = Stacks.stack("s2", "10.0.0.2");

    private final List<String> said = new ArrayList<>();
    private final Members members = members(true);

    private Members members(boolean keyed) {
        return new Members(
                keyed,
                new Listener() {
                    @Override
                    public void heard(Stack stack) {
                        said.add("heard " + stack.id());
                    }

                    @Override
                    public void left(Stack.Key stack, IpAddress host) {
                        said.add("left " + stack.id() + " at " + host);
                    }

                    @Override
                    public void refused(String from, String why) {
                        said.add("refused " + from + ": " + why);
                    }
                });
    }

    private void tell(Members to, String id, String host, Stack... stacks) throws IOException {
        to.told(id, host + ":4790", Claims.write(List.of(stacks)));
    }

    @Test
    void whatAMemberIsNoMoreHasLeft() throws Exception {
        tell(members, "a", "10.0.0.1", S1, T1);
        tell(members, "a", "10.0.0.1", T1);

        assertThat(said).containsExactly("heard s1", "heard t1", "left s1 at 10.0.0.1", "heard t1");
    }

    @Test
    void aMemberThatIsGivenUpFallsSilent() throws Exception {
        tell(members, "a", "10.0.0.1", S1);
        members.tell();
        members.removed("a");
        members.tell();

        assertThat(said).containsExactly("heard s1", "heard s1");
    }

    @Test
    void whoWasStartedAnewIsNotSaidToLeave() throws Exception {
        tell(members, "a", "10.0.0.1", S1);
        tell(members, "a2", "10.0.0.1", S1);
        members.leaving("a");
        members.removed("a");
        members.tell();

        assertThat(said).containsExactly("heard s1", "heard s1", "heard s1");
    }

    @Test
    void anAnswerThatComesAfterTheGoodbyeIsNotHeard() throws Exception {
        tell(members, "a", "10.0.0.1", S1);
        members.goodbye("10.0.0.1:4790", List.of(S1));
        tell(members, "a", "10.0.0.1", S1);
        members.tell();
        tell(members, "a2", "10.0.0.1", S1);

        assertThat(said).containsExactly("heard s1", "left s1 at 10.0.0.1", "heard s1");
    }

    @Test
    void aGoodbyeIsSaidOnceAndHolds() throws Exception {
        tell(members, "a", "10.0.0.1", S1);
        tell(members, "b", "10.0.0.2", S2);
        said.clear();

        members.goodbye("10.0.0.1:4790", List.of(S1));
        members.leaving("a");
        members.tell();
        members.removed("a");

        assertThat(said).containsExactly("left s1 at 10.0.0.1", "heard s2");
    }

    @Test
    void withoutAKeyNobodySaysGoodbyeForAnother() throws Exception {
        Members open = members(false);
        tell(open, "a", "10.0.0.1", S1);
        tell(open, "b", "10.0.0.2", S2);
        said.clear();

        open.goodbye("10.0.0.2:4790", List.of(S1));
        open.leaving("a");
        open.tell();

        assertThat(said).containsExactlyInAnyOrder("heard s1", "heard s2");
    }

    @Test
    void nobodyIsBelievedAboutAnotherAddress() throws Exception {
        tell(members, "a", "10.0.0.1", S1, S2);
        members.tell();
        members.told("b", "10.0.0.2:4790", new byte[] {'{'});
        members.told("c", "10.0.0.2:4790", new byte[0]);

        assertThat(said)
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo(
                        "refused 10.0.0.1:4790: it says that s2 (VNI 1000) is at 10.0.0.2, with the endpoint 10.0.0.2:4789: a member is believed about its own address only");
    }
}
