package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.Program;
import io.vxplan.cli.output.Terminal;
import io.vxplan.cli.output.VariableText;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Inventory.InventoryHost;
import io.vxplan.inventory.InventoryReader;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "inventory",
        description = {
            "List the hosts of an inventory and their groups.",
            "For one host: its effective variables, and where each comes from. Passwords are not shown."
        },
        footer = {
            "  vxplan inventory inventory.yaml",
            "  vxplan inventory inventory.yaml --host h1"
        })
public final class InventoryCommand implements Callable<Integer> {
    @ParentCommand private Program program;

    @Parameters(paramLabel = "INVENTORY", description = "Ansible inventory; - is standard input.")
    private Path file;

    @Option(names = "--host", paramLabel = "HOST", description = "The variables of this host.")
    private @Nullable String host;

    @Override
    public Integer call() {
        Terminal terminal = program.terminal();
        Parsed<Inventory> inventory = InventoryReader.read(file);
        terminal.problems(inventory.problems());
        if (inventory.hasErrors() || inventory.value().isEmpty()) {
            return ExitCode.ERROR;
        }
        int code =
                host == null
                        ? list(inventory.value().get())
                        : variables(inventory.value().get(), host);
        terminal.flush();
        return code;
    }

    private int list(Inventory inventory) {
        int width =
                inventory.hosts().keySet().stream()
                        .mapToInt(name -> name.value().length())
                        .max()
                        .orElse(0);
        inventory
                .hosts()
                .values()
                .forEach(found ->
                        program.terminal()
                                .result(
                                        found.name()
                                                + " "
                                                        .repeat(
                                                                width
                                                                        - found.name()
                                                                                .value()
                                                                                .length()
                                                                        + 2)
                                                + String.join(" ", found.groups())));
        return ExitCode.DONE;
    }

    private int variables(Inventory inventory, String name) {
        InventoryHost found = inventory.hosts().get(new HostName(name));
        if (found == null) {
            program.terminal()
                    .problem(
                            Diagnostic.error(
                                    "there is no host '" + name + "' in the inventory",
                                    "see `vxplan inventory " + file + "`"));
            return ExitCode.ERROR;
        }
        VariableText.lines(found.variables()).forEach(program.terminal()::result);
        return ExitCode.DONE;
    }
}
