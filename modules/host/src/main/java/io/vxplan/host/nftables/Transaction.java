package io.vxplan.host.nftables;

import io.vxplan.plan.iproute.Command;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What one run of `nft` does, or none of it.
public record Transaction(List<Command> commands) {
    private static final String ERROR = "Error: ";

    /// `/dev/stdin:3:17-20: Error: Could not process rule: File exists`.
    private static final Pattern PLACE = Pattern.compile("(?m)^[^:\\s]*:(\\d+):[-\\d]*: Error: ");

    /// What `nft -f -` reads.
    public String text() {
        return commands.stream()
                .map(Transaction::lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// Which command was refused, by what `nft` said.
    public int refused(String said) {
        Matcher place = PLACE.matcher(said);
        int line = place.find() ? Integer.parseInt(place.group(1)) : 1;
        int index = 0;
        for (long end = count(0); end < line && index < commands.size() - 1; end += count(index)) {
            index++;
        }
        return index;
    }

    private long count(int index) {
        return lines(commands.get(index)).lines().count();
    }

    private static String lines(Command command) {
        if (command instanceof Command.Nft(var lines)) {
            return lines;
        }
        throw new IllegalArgumentException("not for nft: " + command);
    }

    /// Why: without the place and the picture of it.
    public static String words(String said) {
        return said.lines()
                .filter(line -> line.contains(ERROR))
                .map(line -> "nft says: " + line.substring(line.indexOf(ERROR) + ERROR.length()))
                .findFirst()
                .orElseGet(() -> said.isBlank() ? "nft failed" : said.strip());
    }
}
