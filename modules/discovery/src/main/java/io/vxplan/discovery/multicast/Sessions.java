package io.vxplan.discovery.multicast;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whose authenticated messages are of now, and not a recording. Without anybody's clock.
///
/// A process makes up a session at its start and counts its messages in it: what is not above the
/// highest count heard is a copy. A session that was not heard lately is believed once it repeats a
/// nonce of ours, which it can only have from us. So who hears an unknown session asks it, and
/// answers it as well, for it will not know ours either.
final class Sessions {
    private static final int MAX_SESSIONS = 10_000;
    private static final int MAX_WAITING = 1_000;

    /// How often an ask or an answer is said: a datagram may be lost.
    private static final int TIMES = 2;

    enum Verdict {
        /// It is our own.
        OWN,
        /// It is of now.
        FRESH,
        /// It was heard before, or overtaken on its way: nothing is lost with it.
        REPEATED,
        /// It is not known whether it is of now. Its speaker is asked.
        UNPROVEN
    }

    private final String session = Stamp.random();
    private final long trust;
    private final Map<String, Heard> heard = bounded(MAX_SESSIONS);
    private final Map<String, Integer> asks = bounded(MAX_WAITING);
    private final Map<String, Integer> answers = bounded(MAX_WAITING);
    private long sequence;
    private String nonce = Stamp.random();
    private String nonceBefore = nonce;
    private long nonceSince;

    private record Heard(long sequence, long at) {}

    /// @param trust how long a silent session stays believed, and a nonce good
    Sessions(Duration trust, long now) {
        this.trust = trust.toNanos();
        this.nonceSince = now;
    }

    /// What happens to a message that was made with the shared key.
    Verdict hear(Stamp stamp, long now) {
        if (stamp.session().equals(session)) {
            return Verdict.OWN;
        }
        renewNonce(now);
        Heard before = heard.get(stamp.session());
        if (before != null && stamp.sequence() <= before.sequence()) {
            return Verdict.REPEATED;
        }
        if (stamp.asks().contains(session)) {
            answer(stamp);
        }
        boolean trusted = before != null && now - before.at() < trust;
        if (!trusted && !answersUs(stamp)) {
            ask(stamp);
            return Verdict.UNPROVEN;
        }
        asks.remove(stamp.session());
        heard.put(stamp.session(), new Heard(stamp.sequence(), now));
        return Verdict.FRESH;
    }

    private boolean answersUs(Stamp stamp) {
        return stamp.answers().contains(nonce) || stamp.answers().contains(nonceBefore);
    }

    private void ask(Stamp stamp) {
        if (Stamp.isRandom(stamp.session())) {
            asks.put(stamp.session(), TIMES);
            answer(stamp);
        }
    }

    private void answer(Stamp stamp) {
        if (Stamp.isRandom(stamp.nonce())) {
            answers.put(stamp.nonce(), TIMES);
        }
    }

    /// Two nonces are good at a time, so an answer may take as long as one lasts.
    private void renewNonce(long now) {
        if (now - nonceSince >= trust) {
            nonceBefore = now - nonceSince >= 2 * trust ? Stamp.random() : nonce;
            nonce = Stamp.random();
            nonceSince = now;
        }
    }

    /// Whether somebody waits for a word of ours.
    boolean pending() {
        return !asks.isEmpty() || !answers.isEmpty();
    }

    /// What the next messages carry, as much of it as fits.
    Stamp next(int characters, long now) {
        renewNonce(now);
        int count = Math.max(1, characters / Stamp.ENTRY / 2);
        return new Stamp(session, 0, nonce, some(asks, count), some(answers, count));
    }

    /// What a message carries that is for nobody in particular.
    Stamp bare(long now) {
        renewNonce(now);
        return new Stamp(session, 0, nonce, List.of(), List.of());
    }

    /// The stamp of one message, numbered.
    Stamp number(Stamp stamp) {
        return new Stamp(session, ++sequence, stamp.nonce(), stamp.asks(), stamp.answers());
    }

    /// Those whose turn it is; they come last then, or not again.
    private static List<String> some(Map<String, Integer> waiting, int count) {
        List<String> some = new ArrayList<>(waiting.keySet().stream().limit(count).toList());
        for (String each : some) {
            int times = waiting.getOrDefault(each, 1) - 1;
            waiting.remove(each);
            if (times > 0) {
                waiting.put(each, times);
            }
        }
        return some;
    }

    /// Forgets what was not touched for longest: nobody on the segment shall fill our memory.
    private static <T> Map<String, T> bounded(int size) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > size;
            }
        };
    }
}
