package io.vxplan.router.daemon;

import io.vxplan.daemon.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Several files that are watched, until all of it is closed.
final class FileWatches implements AutoCloseable {
    private final Runnable onChange;
    private final Log log;
    private final List<FileWatch> watches = new ArrayList<>();

    FileWatches(Runnable onChange, Log log) {
        this.onChange = onChange;
        this.log = log;
    }

    void add(Path file) throws IOException {
        watches.add(new FileWatch(file, onChange, log));
    }

    @Override
    public void close() throws IOException {
        for (FileWatch watch : watches) {
            watch.close();
        }
    }
}
