package io.vxplan.cli.lab;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.output.Terminal;
import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import io.vxplan.lab.Rootless;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "capture",
        description = {
            "Show the overlays' frames as they cross the lab's underlay: VNI, VTEPs and inner addresses.",
            "Until Ctrl-C. Needs tcpdump."
        },
        footer = {
            "",
            "Examples:",
            "  vxplan lab capture inventory.yaml",
            "  vxplan lab capture inventory.yaml --count 10"
        })
final class LabCaptureCommand implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Mixin private LabInventory inventory;

    @Option(names = "--count", paramLabel = "N", description = "Stop after this many frames.")
    private @Nullable Long count;

    @Override
    public Integer call() {
        return lab.attempt(
                () -> Rootless.needed() ? Rootless.inHolder(lab.arguments()) : capture());
    }

    private int capture() throws LabException {
        Terminal terminal = lab.terminal();
        Lab running = inventory.lab();
        running.capture(
                count == null ? OptionalLong.empty() : OptionalLong.of(count),
                () -> terminal.say("capturing; Ctrl-C ends it"),
                frame -> {
                    terminal.result(running.describe(frame));
                    terminal.flush();
                });
        return ExitCode.DONE;
    }
}
