package io.vxplan.discovery.state;

import java.io.IOException;

/// Another process writes the folder.
public final class FolderInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    FolderInUseException(String holder) {
        super("another process writes here, " + holder + "; each needs a folder of its own");
    }
}
