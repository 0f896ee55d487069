package io.vxplan.host.iproute;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether the iproute2 of a host is new enough, from what `ip -V` says.
///
/// 5.5 is the first that has all we use: the protocol of a neighbour (5.0), `-N` (5.3), next hops
/// of a multipath route that are valid JSON, and altnames (5.5). Until 5.8 `ip -V` says the date of
/// the release instead of its number.
public final class IprouteVersion {
    private static final Pattern NUMBER = Pattern.compile("iproute2-v?(\\d+)\\.(\\d+)");
    private static final Pattern DATE = Pattern.compile("iproute2-ss(\\d{6})");
    private static final int DATE_OF_5_5 = 200127;

    private IprouteVersion() {}

    /// @param said the output of `ip -V`
    /// @return what is wrong with it, or empty
    public static Optional<String> problem(String said) {
        String text = said.strip();
        Matcher number = NUMBER.matcher(text);
        if (number.find()) {
            int major = Integer.parseInt(number.group(1));
            int minor = Integer.parseInt(number.group(2));
            return major > 5 || major == 5 && minor >= 5 ? Optional.empty() : tooOld(text);
        }
        Matcher date = DATE.matcher(text);
        if (date.find()) {
            return Integer.parseInt(date.group(1)) >= DATE_OF_5_5 ? Optional.empty() : tooOld(text);
        }
        return Optional.of("no iproute2: `ip -V` says \"" + text.replace('\n', ' ') + "\"");
    }

    private static Optional<String> tooOld(String text) {
        return Optional.of("an iproute2 that is too old: `ip -V` says \"" + text + "\"");
    }
}
