package io.vxplan.host.ssh.key;

import io.vxplan.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A public key as known_hosts and authorized_keys have it.
///
/// @param type `ssh-ed25519`, ...
/// @param base64 of the wire format, in which the type stands once more
public record SshKey(String type, String base64) {
    /// @param wire of the wire format
    /// @throws java.nio.BufferUnderflowException where it is none
    public static SshKey of(byte[] wire) {
        String type = new String(Wire.string(ByteBuffer.wrap(wire)), StandardCharsets.US_ASCII);
        return new SshKey(type, Base64.getEncoder().encodeToString(wire));
    }

    /// @throws IllegalArgumentException where it is not base64
    public byte[] wire() {
        return Base64.getDecoder().decode(base64);
    }

    /// As `ssh-keygen -l` prints it.
    public String fingerprint() {
        try {
            byte[] hash = Sha256.of(wire());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (IllegalArgumentException e) {
            return "(not base64)";
        }
    }

    @Override
    public String toString() {
        return type + " " + base64;
    }
}
