package io.vxplan.cli.command;

import io.vxplan.host.rollout.Course;
import io.vxplan.host.rollout.Share;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `--serial` and `--max-fail`.
final class RollingOptions {
    @Option(
            names = "--serial",
            paramLabel = "N|N%",
            split = ",",
            converter = Size.class,
            description =
                    "Change so many hosts, or so much of all of them, at a time, and verify in between. One host goes first; or say the sizes as a list, such as 1,5,20, of which the last repeats. Default: all at once.")
    private List<Share> serial = List.of();

    @Option(
            names = "--max-fail",
            paramLabel = "N|N%",
            converter = Failures.class,
            description =
                    "Begin no other host where more than so many of a batch, or so much of it, have failed (default: 0 with --serial, else any number).")
    private @Nullable Share maxFail;

    Course course() {
        return Course.of(serial, Optional.ofNullable(maxFail));
    }

    static final class Size implements ITypeConverter<Share> {
        @Override
        public Share convert(String text) {
            Share share = share(text).orElse(new Share.Hosts(0));
            if (share.equals(new Share.Hosts(0)) || share.equals(new Share.Percent(0))) {
                throw new TypeConversionException(
                        "it must be a number of hosts, 1 or more, or a percentage from 1% to 100%");
            }
            return share;
        }
    }

    static final class Failures implements ITypeConverter<Share> {
        @Override
        public Share convert(String text) {
            return share(text)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "it must be a number of hosts, or a percentage from 0% to 100%"));
        }
    }

    private static Optional<Share> share(String text) {
        try {
            return Optional.of(
                    text.endsWith("%")
                            ? new Share.Percent(
                                    Integer.parseInt(text.substring(0, text.length() - 1)))
                            : new Share.Hosts(Integer.parseInt(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
