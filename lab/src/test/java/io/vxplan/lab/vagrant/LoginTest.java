package io.vxplan.lab.vagrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.vxplan.lab.LabException;
import io.vxplan.model.HostName;
import org.junit.jupiter.api.Test;

class LoginTest {
    private static final String TWO_MACHINES =
            """
            Host m1
              HostName 192.168.158.213
              User vagrant
              Port 22
              UserKnownHostsFile /dev/null
              StrictHostKeyChecking no
              PasswordAuthentication no
              IdentityFile /var/lib/box/key
              IdentitiesOnly yes
              LogLevel FATAL

            Host m2
              HostName 127.0.0.1
              User vagrant
              Port 2200
              IdentityFile "/home/a user/private_key"
              IdentityFile /home/other

            """;

    @Test
    void isReadForEachMachine() throws LabException {
        assertThat(Login.parse(TWO_MACHINES))
                .containsExactly(
                        new Login(
                                new HostName("m1"),
                                "192.168.158.213",
                                22,
                                "vagrant",
                                "/var/lib/box/key"),
                        new Login(
                                new HostName("m2"),
                                "127.0.0.1",
                                2200,
                                "vagrant",
                                "/home/a user/private_key"));
    }

    @Test
    void machinesThatDoNotRunHaveNone() throws LabException {
        assertThat(Login.parse("")).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> Login.parse("Host m1\n  HostName 192.0.2.1\n"))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "can't make sense of what `vagrant ssh-config` says: there is no Port for m1");
    }

    @Test
    void isTrustedByTheKeyThatWasSeenOnly() throws LabException {
        assertThat(Login.parse(TWO_MACHINES).getLast().strictConfig("/run/lab/known_hosts"))
                .isEqualTo(
                        """
                        Host m2
                          HostName 127.0.0.1
                          Port 2200
                          User vagrant
                          IdentityFile "/home/a user/private_key"
                          IdentitiesOnly yes
                          UserKnownHostsFile "/run/lab/known_hosts"
                          StrictHostKeyChecking yes
                          BatchMode yes
                          ConnectTimeout 60
                          LogLevel ERROR
                        """);
    }

    @Test
    void becomesVariablesOfAnInventory() throws LabException {
        assertThat(Login.parse(TWO_MACHINES).getLast().variables("/run/lab/known_hosts"))
                .contains(
                        entry("ansible_ssh_host", "127.0.0.1"),
                        entry("ansible_port", "2200"),
                        entry("ansible_user", "vagrant"),
                        entry("ansible_become", "yes"),
                        entry("ansible_ssh_private_key_file", "/home/a user/private_key"),
                        entry("vxplan_known_hosts", "/run/lab/known_hosts"));
    }
}
