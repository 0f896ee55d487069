package io.vxplan.host.ssh;

import io.vxplan.host.HostException;
import io.vxplan.model.Connection;
import io.vxplan.model.HostName;
import java.util.Locale;

/// What is said when there was a login, but no shell of root came of it.
record SudoFailures(HostName name, Connection.Ssh target) {

    /// @param said by sudo or by the login's shell
    HostException of(String said) {
        String words = said.strip().replace("\n", "; ");
        String shown = words.isEmpty() ? "it said nothing" : words;
        if (!target.become().enabled()) {
            return new HostException(
                    name,
                    "the login shell of " + target.user() + " did not run `sh`: " + shown,
                    "the user needs a shell that runs commands");
        }
        return new HostException(
                name,
                "sudo refused " + target.user() + ": " + shown,
                advice(words.toLowerCase(Locale.ROOT)));
    }

    private String advice(String words) {
        if (words.contains("a password is required")) {
            return "set ansible_become_password, or allow it without one there: "
                    + target.user()
                    + " ALL=(ALL) NOPASSWD: ALL";
        }
        if (words.contains("not in the sudoers") || words.contains("not allowed")) {
            return "allow it with visudo there, or log in as root";
        }
        if (words.contains("must have a tty")) {
            return "take `requiretty` out of the sudoers file there";
        }
        if (words.contains("not found")) {
            return "install sudo there, or log in as root";
        }
        return "try `sudo -n true` as that user there";
    }

    static HostException wrongPassword(HostName name) {
        return new HostException(
                name,
                "sudo did not take the password",
                "check ansible_become_password (it was sent once only, to spare the account a lock)");
    }
}
