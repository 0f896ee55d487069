package io.vxplan.host.ssh;

import net.schmizz.keepalive.KeepAlive;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.connection.ConnectionImpl;

/// Ends a connection whose host has not answered for a minute. A link that goes down ends nothing
/// by itself: what runs on the host would be waited for as long as it may take.
final class Silence extends KeepAliveProvider {
    private static final int QUESTION_SECONDS = 10;
    private static final int QUESTIONS = 5;

    @Override
    public KeepAlive provide(ConnectionImpl connection) {
        KeepAliveRunner questions = (KeepAliveRunner) KEEP_ALIVE.provide(connection);
        questions.setKeepAliveInterval(QUESTION_SECONDS);
        questions.setMaxAliveCount(QUESTIONS);
        return questions;
    }
}
