package io.vxplan.host.ssh.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The lines of known_hosts files (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
///
/// Keys are compared as they stand there, so that no type of key is unknown here. The library's own
/// reader takes `*.example.com,!bad` for a match of every host but `bad`, and does not tell which
/// line a host stands on.
public record KnownHosts(List<Line> lines) {
    private static final int DEFAULT_PORT = 22;

    public enum Marker {
        NONE,
        REVOKED,
        AUTHORITY
    }

    public record Line(Path file, int number, Marker marker, HostPatterns hosts, SshKey key) {
        public String place() {
            return file + ":" + number;
        }
    }

    /// What a host's key is to these files.
    public sealed interface Verdict {
        record Known() implements Verdict {}

        record Revoked(Line line) implements Verdict {}

        /// The host is known by another key of the same type.
        record Changed(Line line) implements Verdict {}

        /// @param others lines for the host with keys of other types
        /// @param authorities lines that trust a certificate authority for the host
        record Unknown(List<Line> others, List<Line> authorities) implements Verdict {}
    }

    /// Reads the files that exist. Lines that are no entries are left out, as ssh(1) does.
    public static KnownHosts read(List<Path> files) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Path file : files) {
            if (Files.isReadable(file)) {
                List<String> texts = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
                for (int i = 0; i < texts.size(); i++) {
                    line(file, i + 1, texts.get(i)).ifPresent(lines::add);
                }
            }
        }
        return new KnownHosts(List.copyOf(lines));
    }

    private static Optional<Line> line(Path file, int number, String text) {
        String[] words = text.strip().split("\\s+", -1);
        int from = words[0].startsWith("@") ? 1 : 0;
        if (text.strip().startsWith("#") || words.length < from + 3) {
            return Optional.empty();
        }
        Marker marker =
                switch (words[0]) {
                    case "@revoked" -> Marker.REVOKED;
                    case "@cert-authority" -> Marker.AUTHORITY;
                    default -> Marker.NONE;
                };
        if (from == 1 && marker == Marker.NONE) {
            return Optional.empty();
        }
        SshKey key = new SshKey(words[from + 1], words[from + 2]);
        return Optional.of(new Line(file, number, marker, new HostPatterns(words[from]), key));
    }

    /// How these files name a host.
    public static String name(String host, int port) {
        String lower = host.toLowerCase(Locale.ROOT);
        return port == DEFAULT_PORT ? lower : "[" + lower + "]:" + port;
    }

    public Verdict check(String host, int port, SshKey key) {
        List<Line> matching = matching(host, port);
        List<Line> keys = with(matching, Marker.NONE);
        Optional<Line> revoked =
                with(matching, Marker.REVOKED).stream()
                        .filter(line -> line.key().equals(key))
                        .findFirst();
        if (revoked.isPresent()) {
            return new Verdict.Revoked(revoked.get());
        }
        if (keys.stream().anyMatch(line -> line.key().equals(key))) {
            return new Verdict.Known();
        }
        return keys.stream()
                .filter(line -> line.key().type().equals(key.type()))
                .findFirst()
                .<Verdict>map(Verdict.Changed::new)
                .orElseGet(() -> new Verdict.Unknown(keys, with(matching, Marker.AUTHORITY)));
    }

    /// The types of the keys by which a host is known: those are to be asked for first, or a server
    /// with several keys shows one that is not known.
    public List<String> keyTypes(String host, int port) {
        return with(matching(host, port), Marker.NONE).stream()
                .map(line -> line.key().type())
                .distinct()
                .toList();
    }

    private List<Line> matching(String host, int port) {
        String name = name(host, port);
        return lines.stream().filter(line -> line.hosts().match(name)).toList();
    }

    private static List<Line> with(List<Line> lines, Marker marker) {
        return lines.stream().filter(line -> line.marker() == marker).toList();
    }
}
