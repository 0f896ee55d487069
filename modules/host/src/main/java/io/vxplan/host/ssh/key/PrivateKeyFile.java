package io.vxplan.host.ssh.key;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/// What a file with a private key shows without its passphrase.
///
/// @param publicKey from the file itself, or from the one beside it with `.pub`
public record PrivateKeyFile(Path path, boolean encrypted, Optional<SshKey> publicKey) {
    private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final String END = "-----END OPENSSH PRIVATE KEY-----";
    private static final String MAGIC = "openssh-key-v1\0";

    public static PrivateKeyFile read(Path path) throws IOException {
        String text = Files.readString(path, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        return begin >= 0 && end > begin
                ? ofOpenSsh(path, text.substring(begin + BEGIN.length(), end))
                : new PrivateKeyFile(path, text.contains("ENCRYPTED"), beside(path));
    }

    /// PROTOCOL.key of OpenSSH: magic, cipher, kdf, its options, the number of keys, the first
    /// public key, and then what is encrypted.
    private static PrivateKeyFile ofOpenSsh(Path path, String base64) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getMimeDecoder().decode(base64));
            bytes.position(MAGIC.length());
            String cipher = new String(Wire.string(bytes), StandardCharsets.US_ASCII);
            Wire.string(bytes);
            Wire.string(bytes);
            bytes.getInt();
            return new PrivateKeyFile(
                    path, !cipher.equals("none"), Optional.of(SshKey.of(Wire.string(bytes))));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new IOException("it is damaged", e);
        }
    }

    private static Optional<SshKey> beside(Path path) throws IOException {
        Path file = path.resolveSibling(path.getFileName() + ".pub");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        String[] words = Files.readString(file).strip().split("\\s+", -1);
        return words.length < 2 ? Optional.empty() : Optional.of(new SshKey(words[0], words[1]));
    }
}
