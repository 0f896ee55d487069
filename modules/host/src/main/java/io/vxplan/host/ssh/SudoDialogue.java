package io.vxplan.host.ssh;

import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import net.schmizz.sshj.connection.channel.direct.Session.Command;

/// Answers sudo's question for the password once. A second question means that it was wrong: to
/// answer again could lock the account.
record SudoDialogue(HostName name, Command command, Secret password) {

    /// @param said takes what came on standard error, the prompt left out
    void untilStarted(StringBuilder said) throws IOException, HostException {
        InputStream errors = command.getErrorStream();
        boolean asked = false;
        for (int c = errors.read(); c >= 0; c = errors.read()) {
            said.append((char) c);
            if (endsWith(said, Launch.PROMPT)) {
                if (asked) {
                    throw SudoFailures.wrongPassword(name);
                }
                asked = true;
                said.setLength(said.length() - Launch.PROMPT.length());
                answer();
            }
            if (endsWith(said, Launch.STARTED)) {
                return;
            }
        }
    }

    private static boolean endsWith(StringBuilder text, String end) {
        int from = text.length() - end.length();
        return from >= 0 && text.indexOf(end, from) == from;
    }

    private void answer() throws IOException {
        OutputStream input = command.getOutputStream();
        input.write((password.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }
}
