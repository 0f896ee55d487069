package io.vxplan.lab.vagrant;

import io.vxplan.lab.LabException;
import io.vxplan.lab.LabFolder;
import io.vxplan.lab.Processes;
import io.vxplan.model.FileFailure;
import io.vxplan.model.HostName;
import io.vxplan.model.ShellWord;
import io.vxplan.model.address.InterfaceName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/// The machines of a lab, by the scripts of the project's folder `vagrant`, which are put into the
/// lab's.
///
/// @param folder the lab's
record Machines(Path folder) {
    /// As they are called from the project's folder: they find each other so.
    private static final List<String> FILES =
            List.of(
                    "vagrant/Vagrantfile",
                    "vagrant/machines",
                    "vagrant/libvirt",
                    "vagrant/kvm-usable",
                    "vagrant/box/build",
                    "vagrant/box/Vagrantfile",
                    "lab/packages.sh");

    private static final String DESCRIPTION = "machines.json";
    private static final String KNOWN_HOSTS = "known_hosts";
    private static final String CONFIG = "ssh_config";

    /// Boots them. What Vagrant says meanwhile goes to the terminal: it takes minutes.
    void up(List<Machine> machines) throws LabException {
        for (String file : FILES) {
            unpack(file);
        }
        LabFolder.write(folder.resolve(DESCRIPTION), Machine.json(machines));
        vagrant("start the machines", "up");
    }

    void destroy() throws LabException {
        if (Files.exists(script())) {
            vagrant("remove the machines", "destroy");
        }
    }

    private void vagrant(String purpose, String command) throws LabException {
        int exitCode =
                Processes.attended(
                        List.of(
                                "sh",
                                "-c",
                                "exec \"$@\" >&2",
                                "sh",
                                script().toString(),
                                folder.toString(),
                                command));
        if (exitCode != 0) {
            throw new LabException(
                    "can't " + purpose, "what Vagrant and libvirt said to it stands above");
        }
    }

    private Path script() {
        return folder.resolve("vagrant/machines");
    }

    private void unpack(String name) throws LabException {
        Path file = folder.resolve(name);
        try (InputStream in =
                Objects.requireNonNull(Machines.class.getResourceAsStream("files/" + name))) {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.copy(in, file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new LabException("can't write " + file + ": " + FileFailure.reason(e), "", e);
        }
    }

    /// What was booted.
    List<Machine> described() throws LabException {
        try {
            return Machine.parse(Files.readString(folder.resolve(DESCRIPTION)));
        } catch (IOException e) {
            throw new LabException(
                    "can't read " + folder.resolve(DESCRIPTION) + ": " + FileFailure.reason(e),
                    "",
                    e);
        }
    }

    /// The bridge that libvirt has for a network of the machines.
    InterfaceName bridge(String network) throws LabException {
        String problem = "can't find the bridge of the machines' network " + network;
        return new InterfaceName(ask(problem, "bridge", network).strip());
    }

    /// What the script prints for some of its words.
    private String ask(String problem, String... words) throws LabException {
        Processes.Result said =
                Processes.run(
                        "",
                        Processes.concat(
                                        List.of(script().toString(), folder.toString()),
                                        List.of(words))
                                .toArray(String[]::new));
        if (said.exitCode() != 0) {
            throw new LabException(problem + ": " + said.errors().strip(), "");
        }
        return said.output();
    }

    /// Asks Vagrant how to log in, and each machine for its host key: from now on it has to have
    /// that one.
    List<Login> meet() throws LabException {
        List<Login> logins = Login.parse(ask("`vagrant ssh-config` failed", "ssh-config"));
        StringBuilder keys = new StringBuilder();
        StringBuilder config = new StringBuilder();
        for (Login login : logins) {
            keys.append(hostKey(login));
            config.append(login.strictConfig(knownHosts()));
        }
        LabFolder.write(folder.resolve(KNOWN_HOSTS), keys.toString());
        LabFolder.write(folder.resolve(CONFIG), config.toString());
        return logins;
    }

    private static String hostKey(Login login) throws LabException {
        Processes.Result scan =
                Processes.run(
                        "",
                        "ssh-keyscan",
                        "-T",
                        "60",
                        "-t",
                        "ed25519",
                        "-p",
                        Integer.toString(login.port()),
                        login.address());
        if (scan.output().isBlank()) {
            throw new LabException(
                    "machine '%s' shows no ed25519 host key at %s: %s"
                            .formatted(login.host(), login.address(), scan.errors().strip()),
                    "");
        }
        return scan.output();
    }

    String knownHosts() {
        return folder.resolve(KNOWN_HOSTS).toString();
    }

    /// The words that run a command on a machine, as root.
    ///
    /// @param options of ssh
    List<String> command(HostName host, List<String> options, List<String> command) {
        List<String> words =
                Processes.concat(List.of("ssh", "-F", folder.resolve(CONFIG).toString()), options);
        String line =
                "sudo -- " + String.join(" ", command.stream().map(ShellWord::quoted).toList());
        return Processes.concat(words, List.of(host.value(), line));
    }

    /// Runs a script on a machine, as root.
    Processes.Result run(HostName host, String script) throws LabException {
        return Processes.run(
                script, command(host, List.of(), List.of("sh", "-s")).toArray(String[]::new));
    }

    /// Runs a script on a machine, and fails where it does.
    ///
    /// @param purpose what messages call it
    String script(HostName host, String script, String purpose) throws LabException {
        Processes.Result result = run(host, script);
        if (result.exitCode() != 0) {
            throw new LabException(
                    "can't %s on %s: %s".formatted(purpose, host, result.errors().strip()), "");
        }
        return result.output();
    }
}
