package io.vxplan.cli.lab;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.output.Positive;
import io.vxplan.lab.CaptureSink;
import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import io.vxplan.lab.capture.VxlanFrame;
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
            "Ctrl-C ends it."
        },
        footer = {
            "  vxplan lab capture inventory.yaml",
            "  vxplan lab capture inventory.yaml --count 10"
        })
final class LabCaptureCommand implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Mixin private LabInventory inventory;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = Positive.class,
            description = "Stop after this many frames.")
    private @Nullable Integer count;

    @Override
    public Integer call() {
        return lab.whereLabsStay(this::capture);
    }

    private int capture() throws LabException {
        Lab running = inventory.lab();
        running.capture(new Printing(running));
        return ExitCode.DONE;
    }

    private final class Printing implements CaptureSink {
        private final Lab running;
        private long printed;

        Printing(Lab running) {
            this.running = running;
        }

        @Override
        public void listening() {
            lab.terminal().say("capturing; Ctrl-C ends it");
        }

        /// Nobody reads on where the output is a pipe to `head`, say. (To check flushes, too.)
        @Override
        public boolean wantsMore() {
            return !lab.terminal().out().checkError() && (count == null || printed < count);
        }

        @Override
        public void frame(VxlanFrame frame) {
            printed++;
            lab.terminal().result(running.describe(frame));
        }

        @Override
        public void missed(long frames) {
            lab.terminal().say("frames that came too fast to be shown: " + frames);
        }
    }
}
