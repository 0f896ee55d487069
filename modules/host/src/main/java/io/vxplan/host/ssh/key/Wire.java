package io.vxplan.host.ssh.key;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// The one data type of SSH that we read ourselves (RFC 4251, section 5).
final class Wire {
    private Wire() {}

    /// Reads a length of 4 bytes and so many bytes.
    ///
    /// @throws BufferUnderflowException where there are not so many
    static byte[] string(ByteBuffer from) {
        int length = from.getInt();
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }
}
