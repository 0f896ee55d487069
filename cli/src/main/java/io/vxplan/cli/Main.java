package io.vxplan.cli;

import io.vxplan.cli.command.ApplyCommand;
import io.vxplan.cli.command.ConfirmCommand;
import io.vxplan.cli.command.DestroyCommand;
import io.vxplan.cli.command.DoctorCommand;
import io.vxplan.cli.command.DriftCommand;
import io.vxplan.cli.command.ExplainCommand;
import io.vxplan.cli.command.GraphCommand;
import io.vxplan.cli.command.InventoryCommand;
import io.vxplan.cli.command.OrphansCommand;
import io.vxplan.cli.command.PlanCommand;
import io.vxplan.cli.command.RevertCommand;
import io.vxplan.cli.command.ValidateCommand;
import io.vxplan.cli.command.VerifyCommand;
import io.vxplan.cli.discovery.DiscoveryCommand;
import io.vxplan.cli.lab.HiddenLab;
import io.vxplan.cli.lab.LabCommand;
import io.vxplan.cli.manual.CompletionCommand;
import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.project.Narration;
import io.vxplan.cli.project.ProjectOptions;
import io.vxplan.cli.router.RouterCommand;
import io.vxplan.cli.saved.SavedPlan;
import io.vxplan.cli.show.ShowCommand;
import io.vxplan.cli.transfer.ImportCommand;
import io.vxplan.cli.transfer.RenderCommand;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The program.
@Command(
        name = "vxplan",
        version = Main.VERSION,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        // picocli's own code for a usage error is 2, which means changes here.
        exitCodeOnInvalidInput = ExitCode.ERROR,
        scope = ScopeType.INHERIT,
        description = {
            "VXLAN overlays between Linux machines, from two YAML files.",
            "Planned as an exact difference, made by netlink or over SSH, proven by ping.",
            "",
            "Exit codes: 0 done, 1 an error, 2 changes or drift (where asked for)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  vxplan lab run inventory.yaml   # all of it on this machine, no root needed",
            "  vxplan plan inventory.yaml",
            "  vxplan apply inventory.yaml"
        })
public final class Main implements Program, Callable<Integer> {
    static final String VERSION = "vxplan 0.1.0";

    private static final List<Class<?>> COMMANDS =
            List.of(
                    ValidateCommand.class,
                    InventoryCommand.class,
                    ExplainCommand.class,
                    GraphCommand.class,
                    PlanCommand.class,
                    ApplyCommand.class,
                    VerifyCommand.class,
                    DoctorCommand.class,
                    DriftCommand.class,
                    OrphansCommand.class,
                    DestroyCommand.class,
                    ConfirmCommand.class,
                    RevertCommand.class,
                    LabCommand.class,
                    DiscoveryCommand.class,
                    RouterCommand.class,
                    ShowCommand.class,
                    ImportCommand.class,
                    RenderCommand.class,
                    CompletionCommand.class);

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description =
                    "Say what is done on each host, and how long it took; where something fails, all that is known of it.")
    private boolean verbose;

    public Main(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public Narration narration() {
        return verbose ? new Narration(terminal::say) : Narration.NONE;
    }

    @Override
    public int run(String... arguments) {
        return commandLine(terminal, arguments).execute(arguments);
    }

    /// Without a command.
    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return ExitCode.ERROR;
    }

    /// For what needs the commands without running one: manual pages.
    public static CommandLine commandLine() {
        return commandLine(Terminal.system());
    }

    /// All commands, wired; with `arguments`, only those that they ask for: to build picocli's
    /// model of the others would double the time of a start.
    public static CommandLine commandLine(Terminal terminal, String... arguments) {
        Main main = new Main(terminal);
        CommandLine commandLine = new CommandLine(main);
        asked(arguments).forEach(commandLine::addSubcommand);
        return commandLine
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new UsageMistake(terminal))
                .setExecutionStrategy(main::execute)
                .setExecutionExceptionHandler((failure, _, _) -> {
                    terminal.say(
                            "vxplan: internal error: "
                                    + failure
                                    + "; this is a bug: please report it with the output of -v");
                    if (main.verbose) {
                        failure.printStackTrace(terminal.err());
                    }
                    return ExitCode.ERROR;
                });
    }

    private static List<Class<?>> asked(String... arguments) {
        return COMMANDS.stream()
                .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    private int execute(ParseResult parsed) {
        ParseResult command = parsed;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        OptionalInt elsewhere =
                command.commandSpec().mixins().values().stream()
                        .map(CommandSpec::userObject)
                        .filter(ProjectOptions.class::isInstance)
                        .map(options -> ((ProjectOptions) options).inventory())
                        .filter(Objects::nonNull)
                        .map(SavedPlan::inventoryOf)
                        .map(file -> HiddenLab.run(file, parsed.originalArgs(), terminal))
                        .filter(OptionalInt::isPresent)
                        .findFirst()
                        .orElse(OptionalInt.empty());
        return elsewhere.isPresent()
                ? elsewhere.getAsInt()
                : new CommandLine.RunLast().execute(parsed);
    }

    public static void main(String[] args) {
        Terminal terminal = Terminal.system();
        if (List.of(args).equals(List.of("--version"))) {
            // What scripts ask most is answered without picocli's model of a command line.
            terminal.result(VERSION);
            terminal.flush();
            return;
        }
        int code = commandLine(terminal, args).execute(args);
        terminal.flush();
        System.exit(code);
    }
}
