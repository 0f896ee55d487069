package io.vxplan.cli.start;

import io.vxplan.cli.Main;
import io.vxplan.cli.output.Terminal;
import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.daemon.Ways;
import io.vxplan.discovery.settings.Settings;
import io.vxplan.discovery.settings.SettingsReader;
import io.vxplan.discovery.state.Stack;
import io.vxplan.host.HostException;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Does once, without a word, what commands commonly do, so that Java writes into its AOT cache the
/// classes that they need: `Training INVENTORY`. It reads this machine's network and changes
/// nothing; one host of the inventory refuses the connection.
public final class Training {
    private Training() {}

    public static void main(String[] args) {
        String inventory = args[0];
        List.of(
                        List.of("--version"),
                        List.of("--help"),
                        List.of("validate", inventory),
                        List.of("inventory", inventory),
                        List.of("explain", inventory),
                        List.of("graph", inventory),
                        List.of("plan", inventory),
                        List.of("plan", "--output", "json", inventory),
                        List.of("lab", "status", inventory),
                        // Of a file that is not there: all but the work itself.
                        List.of("discovery", "run", "--config", inventory + ".none"),
                        List.of("router", "run", "--config", inventory + ".none"))
                .forEach(Training::execute);
        discover();
        practise(Path.of(inventory));
    }

    /// As the daemon begins with a server, which here refuses the connection: the client of etcd
    /// has more classes than all the rest.
    private static void discover() {
        Settings settings =
                SettingsReader.read(
                                Map.of(
                                        "STACK_ID", "training",
                                        "VNI", "1",
                                        "DISCOVERY_MODE", "etcd",
                                        "ETCD_ENDPOINTS", "127.0.0.1:1"))
                        .value()
                        .orElseThrow();
        IpAddress host = IpAddress.parse("192.0.2.1");
        try (Discovery way = new Ways().open(settings, new Deaf())) {
            way.announce(settings.stacks().stream().map(stack -> stack.at(host)).toList());
        } catch (IOException _) {
            // as is meant
        }
    }

    private static void practise(Path inventory) {
        try {
            DaemonTraining.run(inventory);
        } catch (IOException | HostException _) {
            // Less is trained then.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Deaf implements Discovery.Listener {
        @Override
        public void heard(Stack stack) {
            // nobody is there
        }

        @Override
        public void left(Stack.Key stack, IpAddress host) {
            // nobody is there
        }

        @Override
        public void refused(String from, String why) {
            // nobody is there
        }
    }

    private static void execute(List<String> command) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        String[] arguments = command.toArray(String[]::new);
        Main.commandLine(new Terminal(nowhere, nowhere, false, false), arguments)
                .execute(arguments);
    }
}
