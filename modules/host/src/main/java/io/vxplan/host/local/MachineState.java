package io.vxplan.host.local;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.machine.Machine;
import io.vxplan.host.machine.RuntimeArchive;
import io.vxplan.host.machine.Runtimes;
import io.vxplan.host.machine.Services;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads and changes what of this machine is not its network.
final class MachineState {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Machine machine;
    private final Shell shell;
    private final TextFiles files;

    /// Whether systemd has read the unit files since one of them was changed.
    private boolean reloaded;

    private boolean unitFileRemoved;

    MachineState(Machine machine, Shell shell) {
        this.machine = machine;
        this.shell = shell;
        this.files = new TextFiles(machine.root());
    }

    /// A program is started only where there is something that it could tell of.
    List<Resource> read() throws IOException, HostException {
        List<Resource> found = new ArrayList<>();
        if (isThere(Runtime.FOLDER)) {
            found.addAll(Runtimes.parse(run(Runtimes.READ + "runtimes")));
        }
        found.addAll(files.read());
        if (isThere("/run/systemd/system")) {
            boolean unitFiles =
                    found.stream()
                            .anyMatch(resource ->
                                    resource instanceof TextFile file
                                            && file.path().startsWith(ServiceUnit.FOLDER));
            if (unitFiles || isAnyEnabled() || isAnyAtWork()) {
                found.addAll(Services.parse(run(Services.READ + "services")));
            } else {
                found.add(ServiceUnit.MANAGER);
            }
        }
        return found;
    }

    /// Its file may have been removed by hand.
    private boolean isAnyEnabled() throws IOException {
        Path units = Path.of(machine.root() + ServiceUnit.FOLDER);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(units, "*.wants")) {
            for (Path wants : folders) {
                if (isAny(wants, "")) {
                    return true;
                }
            }
            return false;
        } catch (FileSystemException e) {
            return false; // no folder, or none that this user may read
        }
    }

    /// It may have been disabled before.
    private boolean isAnyAtWork() throws IOException {
        return isAny(Path.of(machine.root() + "/run/systemd/units"), "invocation:");
    }

    private static boolean isAny(Path folder, String before) throws IOException {
        String ours = before + ServiceUnit.PREFIX + "*.service";
        try (DirectoryStream<Path> links = Files.newDirectoryStream(folder, ours)) {
            return links.iterator().hasNext();
        } catch (FileSystemException e) {
            return false; // no folder, or none that this user may read
        }
    }

    private boolean isThere(String folder) {
        return Files.isDirectory(Path.of(machine.root() + folder));
    }

    void put(TextFile file) throws IOException {
        files.write(file);
    }

    void remove(TextFile file) throws IOException {
        files.remove(file);
        unitFileRemoved |= file.path().startsWith(ServiceUnit.FOLDER);
    }

    void install(Runtime runtime) throws IOException, HostException {
        RuntimeArchive archive = machine.archiveOf(runtime);
        try (InputStream content = archive.open()) {
            run(
                    Runtimes.WRITE
                            + "install_runtime %s %s".formatted(runtime.digest(), archive.sha256()),
                    content);
        }
    }

    void remove(Runtime runtime) throws IOException, HostException {
        run(Runtimes.WRITE + "remove_runtime " + runtime.digest());
    }

    void start(ServiceUnit unit) throws IOException, HostException {
        String verb = unit.isOneshot() ? "enable " : "start ";
        run("reloaded=" + (reloaded ? "yes" : "") + "\n" + Services.WRITE + verb + unit.name());
        reloaded = true;
    }

    void stop(ServiceUnit unit) throws IOException, HostException {
        run(Services.WRITE + "stop " + unit.name());
    }

    /// systemd forgets the units whose files are gone.
    void finish() throws IOException, HostException {
        if (unitFileRemoved) {
            unitFileRemoved = false;
            run("reloaded=\n" + Services.WRITE + "reload");
        }
    }

    private String run(String script) throws IOException, HostException {
        return run(script, InputStream.nullInputStream());
    }

    private String run(String script, InputStream input) throws IOException, HostException {
        CommandResult result = result(machine.head() + script, input);
        if (result.exitCode() != 0) {
            String said = result.errors().strip();
            throw new IOException(said.isEmpty() ? "exit code " + result.exitCode() : said);
        }
        return result.output();
    }

    /// That it ran too long, say, without the words of the script.
    private CommandResult result(String script, InputStream input)
            throws IOException, HostException {
        try {
            return shell.run("LC_ALL=C; export LC_ALL\n" + script, input, PATIENCE);
        } catch (HostException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
