package io.vxplan.lab;

import io.vxplan.lab.capture.VxlanFrame;

/// Who is told what a capture sees.
public interface CaptureSink {
    /// From now on nothing is missed.
    void listening();

    boolean wantsMore();

    void frame(VxlanFrame frame);

    /// Frames came faster than they were taken.
    ///
    /// @param count how many of the underlay's frames were lost, of the overlays or not
    void missed(long count);
}
