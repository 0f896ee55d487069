package io.vxplan.netlink;

import io.vxplan.netlink.message.Acknowledgement;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Optional;

/// The kernel refused.
public final class NetlinkException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    private final int number;
    private final String kernelText;
    private final transient Optional<Refusal> refusal;

    /// @param tried what was tried
    /// @param number the errno
    /// @param kernelText the extended acknowledgement; may be empty
    /// @param refusal empty where the kernel did not answer to requests
    NetlinkException(String tried, int number, String kernelText, Optional<Refusal> refusal) {
        super(
                tried
                        + ": "
                        + (kernelText.isEmpty() ? "" : kernelText + ": ")
                        + Errno.describe(number));
        this.number = number;
        this.kernelText = kernelText;
        this.refusal = refusal;
    }

    /// Of requests that were carried out up to some point.
    ///
    /// @param refused which of them the kernel refused, from 0 and in order
    /// @param sent how many it got; those of them that it did not refuse are done
    public record Refusal(List<Integer> refused, int sent) {}

    static NetlinkException of(Acknowledgement answer) {
        return of(answer, new Refusal(List.of(0), 1));
    }

    static NetlinkException of(Acknowledgement answer, Refusal refusal) {
        String text = answer.attributes().get(Acknowledgement.TEXT).orElse("");
        return new NetlinkException(
                "the kernel refused", answer.errno(), text, Optional.of(refusal));
    }

    static NetlinkException ofLastCall(String tried) {
        return new NetlinkException(tried, LibC.errno(), "", Optional.empty());
    }

    /// Empty for the rare ones that [Errno] does not list.
    public Optional<Errno> errno() {
        return Errno.of(number);
    }

    /// The errno, greater than 0.
    public int number() {
        return number;
    }

    /// The kernel's own words, if it had any.
    public String kernelText() {
        return kernelText;
    }

    /// What became of the requests; empty where that is not known.
    public Optional<Refusal> refusal() {
        return refusal;
    }

    /// What the kernel said, its own words first where it had any.
    public String answer() {
        return (kernelText.isEmpty() ? "" : "\"" + kernelText + "\", ") + Errno.describe(number);
    }
}
