package io.vxplan.host.ssh;

import java.io.InputStream;
import java.time.Duration;

/// One byte now and then, without end: to tell who reads them that we are there.
final class Beats extends InputStream {
    private final Duration interval;
    private boolean first = true;

    Beats(Duration interval) {
        this.interval = interval;
    }

    @Override
    public int read() {
        try {
            if (!first) {
                Thread.sleep(interval);
            }
            first = false;
            return '.';
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int beat = read();
        if (beat < 0) {
            return beat;
        }
        buffer[offset] = (byte) beat;
        return 1;
    }
}
