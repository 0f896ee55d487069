package io.vxplan.host.ssh.key;

import io.vxplan.host.ssh.key.KnownHosts.Verdict;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/// Refuses every host key that is not known, and remembers why. Nothing is ever accepted on first
/// sight: whoever is asked by 50 hosts at once says yes to all.
public final class HostKeyCheck implements HostKeyVerifier {
    private final KnownHosts known;
    private volatile Optional<Refusal> refusal = Optional.empty();

    public HostKeyCheck(KnownHosts known) {
        this.known = known;
    }

    /// @param verdict never [Verdict.Known]
    public record Refusal(String host, int port, SshKey key, Verdict verdict) {
        /// What would make it known.
        public String line() {
            return KnownHosts.name(host, port) + " " + key;
        }
    }

    @Override
    public boolean verify(String host, int port, PublicKey publicKey) {
        SshKey key = SshKey.of(new Buffer.PlainBuffer().putPublicKey(publicKey).getCompactData());
        Verdict verdict = known.check(host, port, key);
        if (verdict instanceof Verdict.Known) {
            return true;
        }
        refusal = Optional.of(new Refusal(host, port, key, verdict));
        return false;
    }

    public Optional<Refusal> refusal() {
        return refusal;
    }

    @Override
    public List<String> findExistingAlgorithms(String host, int port) {
        return known.keyTypes(host, port).stream().flatMap(HostKeyCheck::algorithms).toList();
    }

    /// A key of type `ssh-rsa` signs with SHA-2 nowadays.
    private static Stream<String> algorithms(String keyType) {
        return keyType.equals("ssh-rsa")
                ? Stream.of("rsa-sha2-512", "rsa-sha2-256")
                : Stream.of(keyType);
    }
}
