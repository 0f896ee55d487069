package io.vxplan.model.resource;

import java.util.Arrays;

/// A folder in which vxplan has files.
public enum FileFolder {
    /// Of vxplan alone: everything below it is looked at.
    OWN(TextFile.FOLDER, ""),
    UNITS(ServiceUnit.FOLDER, ServiceUnit.PREFIX),
    /// Of systemd-networkd. Of the files there that fit a link the first one holds, by name: a
    /// user's `10-all.network` comes later.
    NETWORKS("/etc/systemd/network", "05-vxplan-"),
    /// Settings of systemd-networkd itself.
    NETWORKD("/etc/systemd/networkd.conf.d", "vxplan-"),
    NETWORK_MANAGER("/etc/NetworkManager/conf.d", "vxplan-");

    private final String path;
    private final String prefix;

    FileFolder(String path, String prefix) {
        this.path = path;
        this.prefix = prefix;
    }

    public String path() {
        return path;
    }

    /// How the names of our files there begin.
    public String prefix() {
        return prefix;
    }

    /// Where a file of ours is, by the end of its name.
    public String file(String end) {
        return path + "/" + prefix + end;
    }

    /// Whether a file may be one of ours, or one that is being written: that has a dot before its
    /// name.
    static boolean isPlace(String file) {
        return Arrays.stream(values()).anyMatch(folder -> folder.holds(file));
    }

    private boolean holds(String file) {
        if (!file.startsWith(path + "/")) {
            return false;
        }
        String name = file.substring(path.length() + 1);
        return this == OWN
                || name.indexOf('/') < 0
                        && (name.startsWith(prefix) || name.startsWith("." + prefix));
    }
}
