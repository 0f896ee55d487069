package io.vxplan.host.ssh.key;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The user's ssh-agent, over its Unix domain socket (draft-ietf-sshm-ssh-agent).
public record Agent(Path socket) {
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_ANSWER = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;

    /// An RSA key is to sign with SHA-256, not SHA-1.
    private static final int RSA_SHA2_256 = 2;

    private static final int MAX_ANSWER = 1 << 20;

    public record Identity(SshKey key, String comment) {}

    public List<Identity> identities() throws IOException {
        ByteBuffer request = ByteBuffer.allocate(1).put((byte) REQUEST_IDENTITIES);
        return ask(request, IDENTITIES_ANSWER, "list its keys", Agent::identities);
    }

    private static List<Identity> identities(ByteBuffer answer) {
        List<Identity> identities = new ArrayList<>();
        for (int left = answer.getInt(); left > 0; left--) {
            SshKey key = SshKey.of(Wire.string(answer));
            String comment = new String(Wire.string(answer), StandardCharsets.UTF_8);
            identities.add(new Identity(key, comment));
        }
        return identities;
    }

    /// @return the signature in the wire format
    public byte[] sign(Identity identity, byte[] data) throws IOException {
        byte[] key = identity.key().wire();
        ByteBuffer request = ByteBuffer.allocate(1 + 4 + key.length + 4 + data.length + 4);
        request.put((byte) SIGN_REQUEST);
        request.putInt(key.length).put(key).putInt(data.length).put(data);
        request.putInt(identity.key().type().startsWith("ssh-rsa") ? RSA_SHA2_256 : 0);
        return ask(request, SIGN_RESPONSE, "sign with " + identity.comment(), Wire::string);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(ByteBuffer answer) throws IOException;
    }

    private <T> T ask(ByteBuffer request, int type, String what, Reading<T> reading)
            throws IOException {
        ByteBuffer answer = ask(request);
        if (answer.get() != type) {
            throw new IOException("the ssh-agent refused to " + what);
        }
        try {
            return reading.from(answer);
        } catch (BufferUnderflowException e) {
            throw new IOException("the ssh-agent's answer is damaged", e);
        }
    }

    private ByteBuffer ask(ByteBuffer request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer length = ByteBuffer.allocate(4).putInt(request.capacity()).flip();
            channel.write(new ByteBuffer[] {length, request.flip()});
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            int size = in.readInt();
            if (size < 1 || size > MAX_ANSWER) {
                throw new IOException("the ssh-agent answered with " + size + " bytes");
            }
            return ByteBuffer.wrap(in.readNBytes(size));
        }
    }
}
