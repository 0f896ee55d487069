package io.vxplan.cli;

import io.vxplan.cli.output.Terminal;
import io.vxplan.inventory.Nearest;
import io.vxplan.model.Diagnostic;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with what was typed: in one line, where picocli would print the whole help, and
/// the message above it would be out of sight.
record UsageMistake(Terminal terminal) implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        terminal.problem(diagnostic(mistake, mistake.getCommandLine()));
        return ExitCode.ERROR;
    }

    private static Diagnostic diagnostic(ParameterException mistake, CommandLine command) {
        return switch (mistake) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, command);
            case MissingParameterException missing ->
                    diagnostic(
                            missing(missing.getMissing().getFirst()) + " is missing", "", command);
            case OverwrittenOptionException twice ->
                    diagnostic(name(twice.getOverwritten()) + " is given twice", "", command);
            case ParameterException other when other.getArgSpec() != null ->
                    diagnostic(value(other.getArgSpec(), other), "", command);
            case ParameterException other ->
                    diagnostic(String.valueOf(other.getMessage()), "", command);
        };
    }

    /// @param advice may be empty
    private static Diagnostic diagnostic(String summary, String advice, CommandLine command) {
        String help = "see `" + command.getCommandSpec().qualifiedName() + " --help`";
        return Diagnostic.error(summary, advice.isEmpty() ? help : advice + " (" + help + ")");
    }

    private static Diagnostic unmatched(UnmatchedArgumentException mistake, CommandLine command) {
        String word = mistake.getUnmatched().getFirst();
        if (word.startsWith("-")) {
            List<String> names =
                    command.getCommandSpec().options().stream()
                            .flatMap(option -> Arrays.stream(option.names()))
                            .toList();
            return unknown("option", word, names, command);
        }
        Collection<String> commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? diagnostic("'" + word + "' is one argument too many", "", command)
                : unknown("command", word, commands, command);
    }

    private static Diagnostic unknown(
            String what, String word, Collection<String> known, CommandLine command) {
        return diagnostic(
                "there is no " + what + " '" + word + "'", Nearest.advice(word, known), command);
    }

    /// What is missing of an option is what follows it.
    private static String missing(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.paramLabel() + " of " + option.longestName()
                : argument.paramLabel();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String value(ArgSpec argument, ParameterException mistake) {
        String expected =
                argument.type().isEnum()
                        ? "it must be " + choices(argument)
                        : reason(mistake.getCause());
        return "%s is '%s': %s".formatted(name(argument), mistake.getValue(), expected);
    }

    private static String choices(ArgSpec argument) {
        return String.join(" or ", argument.completionCandidates()).toLowerCase(Locale.ROOT);
    }

    private static String reason(@Nullable Throwable cause) {
        return cause instanceof TypeConversionException
                ? String.valueOf(cause.getMessage())
                : "that is not possible";
    }
}
