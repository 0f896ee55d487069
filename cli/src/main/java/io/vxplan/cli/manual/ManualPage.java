package io.vxplan.cli.manual;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// One command's manual page, from what its `--help` is made of.
final class ManualPage {
    private final CommandSpec command;
    private final UsageMessageSpec usage;
    private final Roff roff = new Roff();

    private ManualPage(CommandSpec command) {
        this.command = command;
        this.usage = command.usageMessage();
    }

    /// @param date of the release, as year-month-day
    static String of(CommandSpec command, String date) {
        ManualPage page = new ManualPage(command);
        page.write(date);
        return page.roff.toString();
    }

    /// `vxplan lab run` has the page `vxplan-lab-run`, as git's commands have theirs.
    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    private void write(String date) {
        String page = name(command);
        roff.title(page.toUpperCase(Locale.ROOT), date, String.join(" ", command.root().version()));
        roff.section("NAME").text(page + " - " + summary(command));
        roff.section("SYNOPSIS").text(synopsis());
        List<String> description = plain(usage.description());
        if (!description.isEmpty()) {
            roff.section("DESCRIPTION");
            description.forEach(this::paragraph);
        }
        arguments();
        options();
        commands();
        exitCodes();
        examples();
        seeAlso();
    }

    /// picocli's lines: an empty one parts paragraphs.
    private void paragraph(String line) {
        if (line.isBlank()) {
            roff.gap();
        } else {
            roff.text(line);
        }
    }

    private String synopsis() {
        return command.commandLine().getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    }

    private void arguments() {
        List<PositionalParamSpec> shown =
                command.positionalParameters().stream().filter(p -> !p.hidden()).toList();
        if (!shown.isEmpty()) {
            roff.section("ARGUMENTS");
            shown.forEach(p -> roff.item(Roff.italic(p.paramLabel()), plain(p.description())));
        }
    }

    private void options() {
        List<OptionSpec> shown = command.options().stream().filter(o -> !o.hidden()).toList();
        if (!shown.isEmpty()) {
            roff.section("OPTIONS");
            shown.forEach(option -> roff.item(tag(option), plain(option.description())));
        }
    }

    private static String tag(OptionSpec option) {
        String names = Arrays.stream(option.names()).map(Roff::bold).collect(joining(", "));
        return option.arity().max() == 0 ? names : names + " " + Roff.italic(option.paramLabel());
    }

    private void commands() {
        List<CommandSpec> children = children(command);
        if (!children.isEmpty()) {
            roff.section("COMMANDS");
            children.forEach(
                    child -> roff.item(Roff.bold(name(child) + "(1)"), List.of(summary(child))));
        }
    }

    private void exitCodes() {
        Map<String, String> codes = usage.exitCodeList();
        if (!codes.isEmpty()) {
            roff.section("EXIT STATUS");
            codes.forEach((code, meaning) -> roff.item(Roff.bold(code), plain(meaning)));
        }
    }

    /// Footers hold examples: [Main] sets the heading for all.
    private void examples() {
        List<String> lines = plain(usage.footer());
        if (!lines.isEmpty()) {
            roff.section("EXAMPLES").verbatim(lines.stream().map(String::stripTrailing).toList());
        }
    }

    private void seeAlso() {
        CommandSpec parent = command.parent();
        if (parent != null) {
            roff.section("SEE ALSO").text(name(parent) + "(1)");
        }
    }

    /// The command's sub-commands that `--help` shows, without picocli's aliases.
    static List<CommandSpec> children(CommandSpec command) {
        return command.subcommands().values().stream()
                .distinct()
                .map(CommandLine::getCommandSpec)
                .filter(child -> !child.usageMessage().hidden())
                .toList();
    }

    private static String summary(CommandSpec command) {
        UsageMessageSpec usage = command.usageMessage();
        List<String> lines =
                plain(usage.header().length > 0 ? usage.header() : usage.description());
        String first = lines.isEmpty() ? command.name() : lines.getFirst();
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    /// picocli's texts are format strings with markup for colours; `%n` starts a line.
    private static List<String> plain(String... texts) {
        List<String> lines = new ArrayList<>();
        for (String text : texts) {
            String line = Ansi.OFF.string(String.format(text));
            lines.addAll(line.isEmpty() ? List.of("") : line.lines().toList());
        }
        return lines;
    }
}
