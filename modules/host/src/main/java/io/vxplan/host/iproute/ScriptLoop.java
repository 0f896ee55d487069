package io.vxplan.host.iproute;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// A shell that was started with [#LAUNCH], and carries out one script after the other.
///
/// A shell for each script would cost round trips, the login's profile and sudo's work each time;
/// profiles are slower than what we do there.
///
/// A line with the script's size comes first, and the shell reads the whole script before the first
/// command of it runs: a shell that reads commands from a pipe does so byte by byte (bash: 2
/// seconds for 50,000 lines), and nothing that the script starts can swallow its rest. The line
/// names also what the shell says when the script is done, on both of its outputs, and by whom it
/// is carried out: by a child of the shell, or by the shell itself, so that what it opens stays
/// open.
public final class ScriptLoop {
    /// For `sh -c`, in single quotes whatever the login's shell: one line, without `'` and `\`.
    public static final String LAUNCH =
            "while read -r size end by; do script=$(head -c \"$size\");"
                    + " if [ \"$by\" = itself ]; then eval \"$script\" </dev/null;"
                    + " else (eval \"$script\") </dev/null; fi;"
                    + " echo \"$end $?\"; echo \"$end\" >&2; done";

    /// For `sh -c` as well: a shell for one script, which reads on its standard input whatever
    /// follows the script.
    public static final String LAUNCH_ONCE =
            "read -r size end; script=$(head -c \"$size\"); (eval \"$script\");"
                    + " echo \"$end $?\"; echo \"$end\" >&2";

    private final OutputStream input;
    private final InputStream output;
    private final InputStream errors;

    /// @param input of the shell
    public ScriptLoop(OutputStream input, InputStream output, InputStream errors) {
        this.input = input;
        this.output = output;
        this.errors = errors;
    }

    /// What a script printed.
    ///
    /// @param exitCode empty where the shell ended before the script did
    public record Answer(String output, String errors, OptionalInt exitCode) {}

    public Answer run(String script) throws IOException {
        return run(end -> send(end, complete(script)));
    }

    /// By the shell itself: the script must not end it.
    public Answer runItself(String script) throws IOException {
        return run(end -> send(end + " itself", complete(script)));
    }

    /// By a shell that was started with [#LAUNCH_ONCE].
    public Answer run(String script, InputStream data) throws IOException {
        return run(end -> {
            send(end, complete(script));
            send(data);
        });
    }

    private Answer run(Consumer<String> sending) throws IOException {
        String end = "vxplan-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        CompletableFuture<Said> said = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                said.complete(said(errors, end));
            } catch (IOException e) {
                said.completeExceptionally(e);
            }
        });
        sending.accept(end);
        Said printed = said(output, end);
        OptionalInt exitCode = printed.ending.stream().mapToInt(Integer::parseInt).findFirst();
        return new Answer(printed.text, join(said).text, exitCode);
    }

    /// The script as one group of commands: cut off in transit, it is a syntax error, and nothing
    /// of it runs. Half a line could be a valid command, of another meaning.
    static String complete(String script) {
        return "{\n" + script + "\n}\n";
    }

    /// The shell may end before it has read everything: then its errors tell why.
    private void send(String end, String script) {
        byte[] text = script.getBytes(StandardCharsets.UTF_8);
        try {
            input.write((text.length + " " + end + "\n").getBytes(StandardCharsets.UTF_8));
            input.write(text);
            input.flush();
        } catch (IOException e) {
            // what it said follows
        }
    }

    /// What the script does not read is lost: it said why.
    private void send(InputStream data) {
        try (input) {
            byte[] buffer = new byte[1 << 16];
            for (int n = data.read(buffer); n >= 0; n = data.read(buffer)) {
                input.write(buffer, 0, n);
                // Closing alone drops what does not fit into the window of the channel any more:
                // sshj waits for room when it flushes, and not when it closes. And there is data
                // that comes bit by bit.
                input.flush();
            }
        } catch (IOException e) {
            // what it said follows
        }
    }

    /// @param ending what follows the end's name in its line; empty where the stream ended first
    private record Said(String text, Optional<String> ending) {}

    private static Said said(InputStream stream, String end) throws IOException {
        Heard heard = new Heard();
        byte[] buffer = new byte[1 << 16];
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            heard.write(buffer, 0, n);
            Optional<Said> all = heard.until(end);
            if (all.isPresent()) {
                return all.get();
            }
        }
        return new Said(heard.toString(StandardCharsets.UTF_8), Optional.empty());
    }

    private static final class Heard extends ByteArrayOutputStream {
        private static final int EXIT_CODE = " 255\n".length();

        /// Nothing comes after the line of the end, so only the end of what is there is looked at.
        Optional<Said> until(String end) {
            int length = Math.min(count, end.length() + EXIT_CODE);
            String tail = new String(buf, count - length, length, StandardCharsets.ISO_8859_1);
            int at = tail.indexOf(end);
            return at < 0 || !tail.endsWith("\n")
                    ? Optional.empty()
                    : Optional.of(
                            new Said(
                                    new String(buf, 0, count - length + at, StandardCharsets.UTF_8),
                                    Optional.of(tail.substring(at + end.length()).strip())));
        }
    }

    private static Said join(CompletableFuture<Said> said) throws IOException {
        try {
            return said.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }
}
