package io.vxplan.lab;

import io.vxplan.inventory.Project;
import io.vxplan.inventory.yaml.Document;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.inventory.yaml.YamlWriter;
import io.vxplan.lab.folder.LabInventory;
import io.vxplan.lab.folder.LabTopology;
import io.vxplan.model.FileFailure;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;

/// The lab's own inventory, topology and lock file, which every command takes.
final class OwnFiles {
    private OwnFiles() {}

    /// @param connections each host's variables of the lab's own
    static void write(Site site, SortedMap<HostName, SortedMap<String, String>> connections)
            throws LabException {
        LabFolder folder = site.folder();
        Project project = site.blueprint().project();
        LabFolder.write(
                folder.inventory(),
                YamlWriter.write(
                        LabInventory.of(project.inventory(), site.topology(), connections)));
        Path topology = project.topologyFile();
        LabFolder.write(
                folder.topology(),
                YamlWriter.write(
                        LabTopology.of(
                                written(topology),
                                site.topology(),
                                topology.toAbsolutePath().resolveSibling(""))));
        copyLock(project.lockFile(), folder.lock());
    }

    private static Node.Mapping written(Path topologyFile) throws LabException {
        Document document = YamlReader.readFile(topologyFile, topologyFile.toString());
        if (document.root().orElse(null) instanceof Node.Mapping mapping) {
            return mapping;
        }
        throw new LabException("can't read " + topologyFile + " again", "");
    }

    private static void copyLock(Path lock, Path target) throws LabException {
        try {
            if (Files.exists(lock)) {
                Files.copy(lock, target);
            }
        } catch (IOException e) {
            throw new LabException("can't copy " + lock + ": " + FileFailure.reason(e), "", e);
        }
    }
}
