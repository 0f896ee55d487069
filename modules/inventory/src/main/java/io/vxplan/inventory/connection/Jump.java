package io.vxplan.inventory.connection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host to go through, as ssh lets one write it.
///
/// @param keyFile that a `ProxyCommand` names
record Jump(String host, Optional<String> user, Optional<Integer> port, Optional<Path> keyFile) {
    private static final Pattern TEXT =
            Pattern.compile(
                    "(?:ssh://)?(?:([^@]+)@)?(?:\\[([^\\]]+)\\]|([^:\\[\\]]+))(?::([0-9]{1,5}))?/?");

    /// What `ProxyJump` and `-J` take: `user@host:port`, several separated by commas.
    ///
    /// @throws IllegalArgumentException where it is none
    static List<Jump> parse(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).map(Jump::one).toList();
    }

    private static Jump one(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no jump host, which is [user@]host[:port]".formatted(text));
        }
        String literal = matcher.group(2);
        return new Jump(
                literal != null ? literal : matcher.group(3),
                Optional.ofNullable(matcher.group(1)),
                Optional.ofNullable(matcher.group(4)).map(Integer::valueOf),
                Optional.empty());
    }

    /// The jump that a `ProxyCommand` of the usual form makes: `ssh -W %h:%p user@host`.
    static Optional<Jump> ofCommand(List<String> words) {
        SshArguments arguments = SshArguments.parse(words.stream().skip(1).toList());
        boolean forwards = arguments.forward().equals(Optional.of("%h:%p"));
        boolean ssh = !words.isEmpty() && words.getFirst().matches("(?:.*/)?ssh");
        List<String> rest = new ArrayList<>(arguments.rest());
        if (!ssh || !forwards || rest.size() != 1 || arguments.proxyJump().isPresent()) {
            return Optional.empty();
        }
        Jump jump = one(rest.getFirst());
        return Optional.of(
                new Jump(
                        jump.host(),
                        jump.user().or(arguments::user),
                        jump.port().or(arguments::port),
                        arguments.keyFile()));
    }
}
