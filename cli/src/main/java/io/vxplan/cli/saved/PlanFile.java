package io.vxplan.cli.saved;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.vxplan.cli.output.PlanView;
import io.vxplan.cli.output.Terminal;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.render.Fingerprint;
import io.vxplan.plan.render.JsonPlan;
import io.vxplan.plan.render.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Writes a plan into a file while it is shown. One with a problem is not saved: it could not be
/// carried out as it is.
public final class PlanFile implements PlanView {
    /// The digests in it are of secrets, too.
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final Path unfinished;
    private final PlanView shown;
    private final Terminal terminal;
    private final PrintWriter out;
    private final JsonPlan json;
    private boolean saved;

    public PlanFile(Path file, JsonPlan.Head head, PlanView shown, Terminal terminal)
            throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".new");
        this.shown = shown;
        this.terminal = terminal;
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PRIVATE);
        this.out = new PrintWriter(Files.newBufferedWriter(unfinished));
        this.json = new JsonPlan(out, head);
    }

    /// Of a plan that is to be saved: its own.
    public static Fingerprint fingerprint() {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return new Fingerprint(HexFormat.of().formatHex(salt));
    }

    @Override
    public void host(HostPlan plan) {
        json.host(plan);
        shown.host(plan);
    }

    @Override
    public void finish(Summary summary) {
        shown.finish(summary);
        json.summary(summary);
        json.flush();
        out.println();
        boolean complete = !out.checkError();
        out.close();
        try {
            if (summary.blocked() > 0) {
                Files.delete(unfinished);
                terminal.say("The plan was not saved: it has errors (see ! above).");
            } else if (complete) {
                Files.move(unfinished, file, REPLACE_EXISTING);
                saved = true;
                terminal.say("Saved: `vxplan apply " + file + "` carries out exactly this.");
            } else {
                Files.delete(unfinished);
                notWritten("an error while writing", terminal);
            }
        } catch (IOException e) {
            notWritten(FileFailure.reason(e), terminal);
        }
    }

    /// Once finished.
    public boolean isSaved() {
        return saved;
    }

    private void notWritten(String why, Terminal terminal) {
        terminal.problem(Diagnostic.error("can't write the plan to " + file + ": " + why, ""));
    }
}
