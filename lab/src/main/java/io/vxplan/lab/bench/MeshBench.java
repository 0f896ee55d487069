package io.vxplan.lab.bench;

import io.vxplan.inventory.Project;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.plan.HostPlan;
import io.vxplan.plan.compile.Compilation;
import io.vxplan.plan.compile.Compiler;
import io.vxplan.plan.diff.Differ;
import io.vxplan.plan.render.TextPlan;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// A project read, compiled, compared with hosts on which there is nothing, and rendered, all in
/// one thread of a fresh JVM. There is no peer: what others would change in a kernel they do not
/// show.
public final class MeshBench {
    private MeshBench() {}

    /// @param arguments the inventory
    @SuppressWarnings("SystemOut")
    static void main(String... arguments) {
        long start = System.nanoTime();
        Project project =
                Project.load(Path.of(arguments[0]), Optional.empty()).value().orElseThrow();
        Compilation compilation = Compilation.of(project.topology(), project.locked());
        Compiler compiler = compilation.compiler();
        TextPlan text = new TextPlan(false);
        long changes = 0;
        long characters = 0;
        for (HostName host : project.topology().hosts().keySet()) {
            HostPlan plan =
                    Differ.diff(
                            host,
                            project.topology().name().value(),
                            compiler.stateOf(host),
                            HostState.EMPTY,
                            false);
            changes += plan.changes().size();
            characters += text.host(plan).length();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d hosts, %d changes, %d MB of text: %.1f s with a heap of %d MB%n",
                project.topology().hosts().size(),
                changes,
                characters >> 20,
                seconds,
                Runtime.getRuntime().maxMemory() >> 20);
    }
}
