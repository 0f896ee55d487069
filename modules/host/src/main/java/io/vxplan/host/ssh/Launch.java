package io.vxplan.host.ssh;

import io.vxplan.host.iproute.ScriptLoop;
import io.vxplan.model.Connection.Become;
import io.vxplan.model.Connection.Ssh;
import io.vxplan.model.Secret;
import io.vxplan.model.ShellWord;
import java.util.Optional;

/// How a shell of root is started on a host.
///
/// The shell says [#STARTED] before anything else, on standard error. So what sudo or a login shell
/// said instead of starting it is told from what our script said. And a password is sent when it is
/// asked for with [#PROMPT], and only then: sent in advance, where sudo needs none it would be read
/// as the script's first command, and shown.
///
/// @param command for the login's own shell, which it replaces
/// @param password for sudo
record Launch(String command, Optional<Secret> password) {
    static final String STARTED = "vxplan-started\n";
    static final String PROMPT = "vxplan-password:";

    /// One for many scripts.
    static Launch of(Ssh target) {
        return of(target, ScriptLoop.LAUNCH);
    }

    /// One for a single script, which has something to read.
    static Launch once(Ssh target) {
        return of(target, ScriptLoop.LAUNCH_ONCE);
    }

    private static Launch of(Ssh target, String loop) {
        String shell = "sh -c 'echo " + STARTED.strip() + " >&2; " + loop + "'";
        Become become = target.become();
        if (!become.enabled() || target.user().equals(become.user())) {
            return new Launch("exec " + shell, Optional.empty());
        }
        String how = become.password().isPresent() ? "-S -p " + PROMPT : "-n";
        String user = ShellWord.quoted(become.user());
        String command = "exec env LC_ALL=C sudo " + how + " -u " + user + " -- " + shell;
        return new Launch(command, become.password());
    }
}
