package io.vxplan.inventory.connection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Options of ssh's command line, as in `ansible_ssh_common_args`. What says where a host is and
/// who logs in is taken, everything else passed over. As in ssh, the first of two counts.
///
/// @param options by their long names in small letters: `-p 22` is `port`
/// @param rest what is no option: the destination
record SshArguments(Map<String, String> options, List<String> rest) {
    private static final String TAKE_A_VALUE = "BbcDEeFIiJLlmOopQRSWw";

    private static final Map<Character, String> LONG_NAMES =
            Map.of(
                    'F', "configfile",
                    'J', "proxyjump",
                    'W', "forward",
                    'i', "identityfile",
                    'l', "user",
                    'p', "port");

    /// @throws IllegalArgumentException where they can't be read, with the reason
    static SshArguments parse(List<String> words) {
        SshArguments arguments = new SshArguments(new HashMap<>(), new ArrayList<>());
        Iterator<String> remaining = words.iterator();
        while (remaining.hasNext()) {
            String word = remaining.next();
            if (word.length() > 1 && word.startsWith("-")) {
                arguments.add(word.substring(1), remaining);
            } else {
                arguments.rest.add(word);
            }
        }
        return arguments;
    }

    /// @param letters options without a value, and then maybe one with: `qp22`, `o`
    private void add(String letters, Iterator<String> remaining) {
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (TAKE_A_VALUE.indexOf(letter) >= 0) {
                add(letter, value(letters.substring(i + 1), remaining));
                return;
            }
        }
    }

    private static String value(String attached, Iterator<String> remaining) {
        if (!attached.isEmpty()) {
            return attached;
        }
        if (!remaining.hasNext()) {
            throw new IllegalArgumentException("the last option has no value");
        }
        return remaining.next();
    }

    private void add(char letter, String value) {
        if (letter == 'o') {
            String[] parts = value.strip().split("\\s*=\\s*|\\s+", 2);
            if (parts.length == 2) {
                options.putIfAbsent(parts[0].toLowerCase(Locale.ROOT), parts[1]);
            }
        } else if (LONG_NAMES.containsKey(letter)) {
            options.putIfAbsent(LONG_NAMES.get(letter), value);
        }
    }

    private Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    private Optional<Integer> number(String name) {
        Optional<String> text = option(name);
        if (text.isPresent() && !text.get().matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'%s' is no %s".formatted(text.get(), name));
        }
        return text.map(Integer::valueOf);
    }

    Optional<String> user() {
        return option("user");
    }

    Optional<Integer> port() {
        return number("port");
    }

    Optional<Path> keyFile() {
        return option("identityfile").map(UserPaths::of);
    }

    Optional<Path> configFile() {
        return option("configfile").map(UserPaths::of);
    }

    List<Path> knownHosts() {
        return option("userknownhostsfile").stream()
                .flatMap(files -> Arrays.stream(files.split(" ")))
                .map(UserPaths::of)
                .toList();
    }

    Optional<Duration> timeout() {
        return number("connecttimeout").map(Duration::ofSeconds);
    }

    Optional<String> forward() {
        return option("forward");
    }

    /// `none` means no jump, whatever the configuration says.
    Optional<String> proxyJump() {
        return option("proxyjump");
    }

    Optional<String> proxyCommand() {
        return option("proxycommand");
    }
}
