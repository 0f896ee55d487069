package io.vxplan.discovery.gossip;

/// Which of a session's datagrams were heard: datagrams overtake each other, but none counts twice.
final class Window {
    private long highest = -1;
    private long bits;

    /// @return whether it is heard for the first time. One that is overtaken by 64 others is taken
    ///   for a copy
    boolean accept(long sequence) {
        if (sequence < 0) {
            return false;
        }
        if (sequence > highest) {
            long step = sequence - highest;
            bits = step >= Long.SIZE ? 1 : bits << step | 1;
            highest = sequence;
            return true;
        }
        long back = highest - sequence;
        if (back >= Long.SIZE || (bits >>> back & 1) != 0) {
            return false;
        }
        bits |= 1L << back;
        return true;
    }
}
