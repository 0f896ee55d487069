package io.vxplan.model.resource;

/// A kernel setting under /proc/sys, its name with dots for slashes. A dot inside an interface's
/// name is written as a slash, as sysctl(8) does: `net.ipv6.conf.eth0/100.accept_ra`.
public record Sysctl(String name, String value) implements Resource {
    /// @return of a setting's file, below /proc/sys
    public static String path(String name) {
        StringBuilder path = new StringBuilder(name);
        for (int i = 0; i < path.length(); i++) {
            switch (path.charAt(i)) {
                case '.' -> path.setCharAt(i, '/');
                case '/' -> path.setCharAt(i, '.');
                default -> {}
            }
        }
        return path.toString();
    }

    @Override
    public Key.SysctlKey key() {
        return new Key.SysctlKey(name);
    }
}
