package io.vxplan.cli.lab;

import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import io.vxplan.lab.LabFolder;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/// A lab that is up, named by an inventory.
final class LabInventory {
    @Parameters(
            paramLabel = "INVENTORY",
            description = "The inventory that the lab was built from, or the lab's own.")
    private Path inventory;

    Path path() {
        return inventory;
    }

    Lab lab() throws LabException {
        return Lab.find(inventory).orElseThrow(() -> LabFolder.missing(inventory));
    }
}
