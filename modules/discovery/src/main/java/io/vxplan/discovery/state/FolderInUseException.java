package io.vxplan.discovery.state;

import java.io.IOException;
import java.nio.file.Path;

/// Another process writes the folder.
public final class FolderInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    FolderInUseException(Path folder, String holder) {
        super(
                "another process writes %s, %s; each needs a folder of its own"
                        .formatted(folder, holder));
    }
}
