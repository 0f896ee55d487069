package io.vxplan.cli.output;

import io.vxplan.model.Diagnostic;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Where results go (standard output) and messages (standard error), and who answers questions.
///
/// @param colour whether results are coloured: on a terminal, unless NO_COLOR is set
///   (https://no-color.org)
/// @param interactive whether somebody can answer
public record Terminal(PrintWriter out, PrintWriter err, boolean colour, boolean interactive) {

    // In JDK 22 to 24 a console was always there; since then it is null again without a terminal.
    @SuppressWarnings("SystemConsoleNull")
    public static Terminal system() {
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        String noColour = System.getenv("NO_COLOR");
        boolean colour = interactive && (noColour == null || noColour.isEmpty());
        return new Terminal(writer(System.out), writer(System.err), colour, interactive);
    }

    /// Plans may have a million lines: written in large pieces, and flushed by those who write.
    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(
                new BufferedWriter(
                        new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16));
    }

    public void result(String line) {
        out.println(line);
    }

    /// A line for people, beside the results.
    public void say(String line) {
        out.flush();
        err.println(line);
        err.flush();
    }

    public void problem(Diagnostic problem) {
        problems(List.of(problem));
    }

    public void problems(Collection<Diagnostic> problems) {
        problems.stream()
                .sorted(
                        Comparator.comparing(
                                problem -> problem.at().orElse(null),
                                Comparator.nullsLast(Comparator.naturalOrder())))
                .forEach(problem -> say(problem.toString()));
    }

    /// Whether somebody typed `yes`.
    public boolean confirm(String question) {
        out.flush();
        err.print(question + " Only 'yes' will be accepted: ");
        err.flush();
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return "yes".equals(in.readLine());
        } catch (IOException _) {
            return false;
        }
    }

    public void flush() {
        out.flush();
        err.flush();
    }
}
