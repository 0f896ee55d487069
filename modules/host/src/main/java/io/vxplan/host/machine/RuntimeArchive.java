package io.vxplan.host.machine;

import io.vxplan.model.resource.Runtime;
import java.io.IOException;
import java.io.InputStream;

/// A vxplan with its own Java, as it is brought to hosts: a `.tar.gz` of the folder that has
/// `bin/vxplan` in it.
public interface RuntimeArchive {
    /// What it is once it is unpacked.
    Runtime runtime();

    /// Of these very bytes, in lower case hex: a host that gets others refuses them.
    String sha256();

    /// @return the archive from its beginning, to be closed by the caller
    InputStream open() throws IOException;
}
