package io.vxplan.netlink;

import io.vxplan.netlink.message.Acknowledgement;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;

/// The kernel refused.
public final class NetlinkException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    private final int number;
    private final String kernelText;
    private final int index;

    /// @param tried what was tried
    /// @param number the errno
    /// @param kernelText the extended acknowledgement; may be empty
    /// @param index which of the requests failed first, from 0
    NetlinkException(String tried, int number, String kernelText, int index) {
        super(
                tried
                        + ": "
                        + (kernelText.isEmpty() ? "" : kernelText + ": ")
                        + Errno.describe(number));
        this.number = number;
        this.kernelText = kernelText;
        this.index = index;
    }

    static NetlinkException of(Acknowledgement answer, int index) {
        String text = answer.attributes().get(Acknowledgement.TEXT).orElse("");
        return new NetlinkException("the kernel refused", answer.errno(), text, index);
    }

    static NetlinkException ofLastCall(String tried) {
        return new NetlinkException(tried, LibC.errno(), "", 0);
    }

    /// Empty for the rare ones that [Errno] does not list.
    public Optional<Errno> errno() {
        return Errno.of(number);
    }

    public int number() {
        return number;
    }

    /// The kernel's own words, if it had any.
    public String kernelText() {
        return kernelText;
    }

    /// Which of the requests failed first, from 0.
    public int index() {
        return index;
    }

    /// What the kernel said, its own words first where it had any.
    public String answer() {
        return (kernelText.isEmpty() ? "" : "\"" + kernelText + "\", ") + Errno.describe(number);
    }
}
