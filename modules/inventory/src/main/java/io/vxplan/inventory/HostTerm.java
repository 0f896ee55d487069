package io.vxplan.inventory;

import io.vxplan.model.HostName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// One part of a host pattern: a word, a glob or a regular expression, maybe with a subscript.
///
/// @param text as the user wrote it, with `!` or `&`
/// @param name without that
/// @param word the name without its subscript
/// @param expression for names of groups and hosts
record HostTerm(
        String text, String name, String word, Pattern expression, Optional<Subscript> subscript) {
    private static final Pattern SUBSCRIPTED =
            Pattern.compile("(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9})[:-]([0-9]{0,9}))\\]");

    /// Which of the matching hosts: `[2]`, `[-1]`, `[0:2]` with both ends, `[3:]`.
    private record Subscript(int first, Optional<Integer> last, boolean single) {
        List<HostName> apply(List<HostName> hosts) {
            int from = first < 0 ? hosts.size() + first : first;
            int to = single ? from : Math.min(last.orElse(hosts.size()), hosts.size() - 1);
            return from < 0 || from >= hosts.size() || to < from
                    ? List.of()
                    : hosts.subList(from, to + 1);
        }
    }

    static HostTerm parse(String text, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("'%s' names nothing".formatted(text));
        }
        try {
            if (name.startsWith("~")) {
                Pattern expression = Pattern.compile(name.substring(1));
                return new HostTerm(text, name, name, expression, Optional.empty());
            }
            checkBrackets(name);
            Matcher matcher = SUBSCRIPTED.matcher(name);
            String word = matcher.matches() ? matcher.group(1) : name;
            Optional<Subscript> subscript =
                    matcher.matches() ? Optional.of(subscript(matcher)) : Optional.empty();
            return new HostTerm(text, name, word, glob(word), subscript);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'%s' is no pattern: %s".formatted(text, e.getDescription()), e);
        }
    }

    private static Subscript subscript(Matcher matcher) {
        if (matcher.group(2) != null) {
            return new Subscript(Integer.parseInt(matcher.group(2)), Optional.empty(), true);
        }
        Optional<Integer> last =
                Optional.of(matcher.group(4)).filter(end -> !end.isEmpty()).map(Integer::valueOf);
        return new Subscript(Integer.parseInt(matcher.group(3)), last, false);
    }

    static void checkBrackets(String text) {
        int open = 0;
        for (int i = 0; i < text.length() && open >= 0 && open <= 1; i++) {
            open += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
        }
        if (open != 0 && !text.startsWith("~")) {
            throw new IllegalArgumentException("'%s': the brackets don't match".formatted(text));
        }
    }

    /// As the shell: `*`, `?`, `[abc]`, `[a-c]`, `[!abc]`.
    private static Pattern glob(String word) {
        StringBuilder regex = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (inside && c == ']') {
                inside = false;
                regex.append(c);
            } else if (inside) {
                regex.append(
                        c == '-' ? "-" : c == '!' && word.charAt(i - 1) == '[' ? "^" : quote(c));
            } else if (c == '[') {
                inside = true;
                regex.append(c);
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : quote(c));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String quote(char c) {
        return c >= 128 || Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c;
    }

    SequencedSet<HostName> match(Inventory inventory) {
        // A host's name comes first, whatever else it may look like.
        HostName host = new HostName(name);
        if (text.equals(name) && inventory.hosts().containsKey(host)) {
            return new LinkedHashSet<>(List.of(host));
        }
        SequencedSet<HostName> matching = all(inventory);
        return subscript
                .<SequencedSet<HostName>>map(
                        it -> new LinkedHashSet<>(it.apply(new ArrayList<>(matching))))
                .orElse(matching);
    }

    /// What the word means without its subscript: groups first, then hosts.
    private SequencedSet<HostName> all(Inventory inventory) {
        SequencedSet<HostName> matching = new LinkedHashSet<>();
        List<SequencedSet<HostName>> groups =
                inventory.groups().entrySet().stream()
                        .filter(group -> matches(group.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
        groups.forEach(matching::addAll);
        if (groups.isEmpty() || mayMeanBoth()) {
            inventory.hosts().keySet().stream()
                    .filter(host -> matches(host.value()))
                    .forEach(matching::add);
        }
        return matching;
    }

    boolean namesGroup(Inventory inventory) {
        return subscript.isEmpty() && inventory.groups().keySet().stream().anyMatch(this::matches);
    }

    /// A word that names a group means only that; a glob means hosts as well.
    private boolean mayMeanBoth() {
        return isRegex() || Stream.of(".", "?", "*", "[").anyMatch(word::contains);
    }

    private boolean isRegex() {
        return name.startsWith("~");
    }

    /// A glob matches the whole name, a regular expression its beginning.
    private boolean matches(String candidate) {
        Matcher matcher = expression.matcher(candidate);
        return isRegex() ? matcher.lookingAt() : matcher.matches();
    }

    String advice(Inventory inventory) {
        if (subscript.isPresent()) {
            int hosts = all(inventory).size();
            return hosts > 0
                    ? "'%s' has %d hosts, counted from 0".formatted(word, hosts)
                    : "[x:y] picks from a group; for names use a glob: '%s*'".formatted(word);
        }
        List<String> known = new ArrayList<>(inventory.groups().keySet());
        inventory.hosts().keySet().forEach(host -> known.add(host.value()));
        return Nearest.advice(word, known);
    }
}
