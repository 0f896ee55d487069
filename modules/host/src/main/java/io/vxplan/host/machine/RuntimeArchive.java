package io.vxplan.host.machine;

import java.io.IOException;
import java.io.InputStream;

/// A vxplan with its own Java, as it is brought to hosts: a `.tar.gz` of the folder that has
/// `bin/vxplan` in it.
public interface RuntimeArchive {
    /// Of the archive, in lower case hex.
    String sha256();

    /// @return the archive from its beginning, to be closed by the caller
    InputStream open() throws IOException;
}
