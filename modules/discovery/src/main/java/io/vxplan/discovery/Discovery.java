package io.vxplan.discovery;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A way in which hosts learn of each other: by multicast, DNS, etcd or gossip.
///
/// It tells its [Listener] what it hears, on threads of its own. How long a silent peer stays is
/// not its business.
public interface Discovery extends AutoCloseable {
    /// Makes this host's stacks known, in the place of those of the call before, and keeps them
    /// known until it is closed. Called again when something changed, and each `ANNOUNCE_INTERVAL`.
    ///
    /// @throws IOException where nobody can be told now; the next call tries again
    void announce(List<Stack> own) throws IOException;

    /// Why no peer could be heard now, however loud: no server answers, or nothing leaves this
    /// host. As long as it is so, silence is no fault of the peers'. Empty where whoever speaks is
    /// heard. Any thread.
    Optional<String> deaf();

    /// How many messages of each kind there were since the start. Any thread.
    Map<String, Long> counts();

    /// Says that this host's stacks leave, where the way has words for it.
    @Override
    void close();

    /// Takes what is heard. Any thread.
    interface Listener {
        /// A stack says, or somebody reliable says of it, that it is there now.
        void heard(Stack stack);

        /// A stack said that it leaves, or its lease ran out.
        ///
        /// @param host where it was; a goodbye from elsewhere than where the stack is known to be
        ///   is a stranger's, or an old one, and changes nothing
        void left(Stack.Key stack, IpAddress host);

        /// Something was heard and not believed.
        ///
        /// @param from who sent it, as far as known
        /// @param why for the log
        void refused(String from, String why);
    }
}
