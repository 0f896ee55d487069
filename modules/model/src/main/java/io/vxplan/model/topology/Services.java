package io.vxplan.model.topology;

/// Who keeps the daemons of a host running, where it is in overlays whose members are discovered.
public enum Services {
    /// `apply` installs them as units of systemd.
    SYSTEMD,
    /// Nobody whom `apply` knows: somebody starts them by other means, as a lab does.
    NONE
}
