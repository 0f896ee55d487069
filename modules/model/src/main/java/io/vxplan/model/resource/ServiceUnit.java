package io.vxplan.model.resource;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A service of systemd. One that is neither enabled nor running is as good as none: its unit file
/// is a [TextFile].
///
/// @param name with its suffix: `vxplan-router-demo-prod.service`
/// @param enabled whether it starts with the host
/// @param state `active`, `failed`, ... as systemd calls it (`ActiveState`); [#ONESHOT] of one that
///   does its work when the host starts, and ends: whether it did so by now is no state, unless it
///   can be reloaded, as only one that is active is
/// @param stamp what its main process was started from: [#STAMP] in that process's environment.
///   Where it is not what the unit file says, the process is older than its files
public record ServiceUnit(String name, boolean enabled, String state, Optional<String> stamp)
        implements MachineResource {
    public static final String FOLDER = "/etc/systemd/system";
    public static final String PREFIX = "vxplan-";
    public static final String ACTIVE = "active";
    public static final String ONESHOT = "oneshot";

    /// The environment variable that a unit file of ours sets to a digest of all that the service
    /// depends on.
    public static final String STAMP = "VXPLAN_STAMP";

    private static final Pattern NAME =
            Pattern.compile(PREFIX + "[A-Za-z0-9:_.@\\\\-]{1,240}\\.service|init\\.scope");

    private static final Pattern OF_TOPOLOGY =
            Pattern.compile(
                    PREFIX + "(?:discovery|router|restore|firewall)-((?:[^-]|--)++)(?:-.*)?");

    /// There as long as systemd runs as the first process, and nowhere else: whoever has this unit
    /// can have others.
    public static final ServiceUnit MANAGER =
            new ServiceUnit("init.scope", false, ACTIVE, Optional.empty());

    public ServiceUnit {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("vxplan has no unit '" + name + "'");
        }
    }

    /// One that shall run, now and after each start of the host.
    public static ServiceUnit running(String name, String stamp) {
        return new ServiceUnit(name, true, ACTIVE, Optional.of(stamp));
    }

    /// One that shall run after each start of the host, and not now.
    public static ServiceUnit oneshot(String name) {
        return new ServiceUnit(name, true, ONESHOT, Optional.empty());
    }

    /// One that does its work when the host starts, and again whenever it is reloaded: for that it
    /// has to be active.
    public static ServiceUnit reloadable(String name) {
        return new ServiceUnit(name, true, ACTIVE, Optional.empty());
    }

    /// Of whom a service is by its name, `vxplan-WHAT-TOPOLOGY...`: dashes within a topology's name
    /// are doubled, and it does not begin with one.
    public Optional<String> topology() {
        String plain = name.substring(0, name.lastIndexOf('.'));
        return Optional.of(OF_TOPOLOGY.matcher(plain))
                .filter(Matcher::matches)
                .map(found -> found.group(1).replace("--", "-"));
    }

    /// Whether vxplan could have a unit of that name.
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public boolean isActive() {
        return state.equals(ACTIVE);
    }

    public boolean isOneshot() {
        return state.equals(ONESHOT);
    }

    /// Whether a process of it runs for as long as the host does.
    public boolean isDaemon() {
        return stamp.isPresent();
    }

    /// Where its unit file is.
    public Key.FileKey file() {
        return new Key.FileKey(FOLDER + "/" + name);
    }

    @Override
    public Key.UnitKey key() {
        return new Key.UnitKey(name);
    }
}
