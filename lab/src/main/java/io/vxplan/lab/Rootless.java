package io.vxplan.lab;

import java.nio.file.Path;
import java.util.List;

/// Labs of users without root: the program starts itself again in user, network and mount
/// namespaces of its own, where it is root. (A process with threads, as a JVM is, can't enter a
/// user namespace itself.) A tmpfs over /run is where `ip netns` and the lab keep their files.
public final class Rootless {
    /// The folder for what is to be remembered; XDG_STATE_HOME unless set.
    private static final String STATE = "vxplan.state";

    static final String PREPARE =
            "mount -t tmpfs -o mode=755 tmpfs /run && mkdir -p /run/netns && ";

    private Rootless() {}

    /// Whether this process lacks what a lab needs.
    public static boolean needed() throws LabException {
        return !Processes.run("", "id", "-u").output().strip().equals("0");
    }

    /// The same for labs of a provider.
    ///
    /// @throws LabException where it can't be helped
    public static boolean neededFor(ProviderName provider) throws LabException {
        boolean needed = needed();
        if (needed && !provider.worksInUserNamespaces()) {
            throw new LabException(
                    "a lab of the provider '%s' needs root".formatted(provider),
                    "use sudo, or --provider netns");
        }
        return needed;
    }

    /// Whether the inventory is that of a lab that only [#inHolder] can see.
    public static boolean isInHolder(Path inventory) throws LabException {
        return LabFolder.isOfALab(inventory) && needed();
    }

    /// Runs the program with these arguments in fresh namespaces, which end with it: for `lab run`.
    ///
    /// @return its exit code
    public static int inFresh(List<String> args) throws LabException {
        requireUserNamespaces();
        return Processes.attended(
                Processes.concat(
                        List.of("unshare", "-Urnm", "sh", "-c", PREPARE + "exec \"$0\" \"$@\""),
                        Processes.thisProgram(args)));
    }

    /// Runs the program with these arguments in namespaces that stay, one set of them for each
    /// user: for labs that are to outlive a command. The first use makes them, and they go with the
    /// last lab.
    ///
    /// @return its exit code
    public static int inHolder(List<String> args) throws LabException {
        return new Holder(holderFile()).run(Processes.thisProgram(args));
    }

    static void requireUserNamespaces() throws LabException {
        Processes.Result result = Processes.run("", "unshare", "-Urnm", "true");
        if (result.exitCode() != 0) {
            throw new LabException(
                    "this machine gives you no user namespace: " + result.errors().strip(),
                    "be root, or let it: sysctl kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu),"
                            + " kernel.unprivileged_userns_clone=1 (older Debian)");
        }
    }

    private static Path holderFile() {
        String home = System.getenv("XDG_STATE_HOME");
        Path usual =
                home == null
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(home);
        return Path.of(System.getProperty(STATE, usual.toString()), "vxplan", "lab-holder");
    }
}
