package io.vxplan.host.ssh;

import io.vxplan.host.ssh.key.Agent;
import io.vxplan.host.ssh.key.AgentKey;
import io.vxplan.host.ssh.key.PrivateKeyFile;
import io.vxplan.model.Connection;
import io.vxplan.model.FileFailure;
import io.vxplan.model.Secret;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;
import org.jspecify.annotations.Nullable;

/// What a user can prove who they are by: keys of files, of the agent, and a password.
final class Identities {
    /// In the order of ssh(1).
    private static final List<String> DEFAULT_NAMES = List.of("id_rsa", "id_ecdsa", "id_ed25519");

    private final Path home;
    private final Optional<Agent> agent;

    /// Keys that were read: deriving the key of a file from a passphrase takes a tenth of a second
    /// by design, and a thousand hosts may need it.
    private final Map<FileKey, KeyProvider> loaded = new HashMap<>();

    private record FileKey(Path path, Optional<Secret> passphrase) {}

    /// @param home of the user, for their default keys
    Identities(Path home, Optional<Agent> agent) {
        this.home = home;
        this.agent = agent;
    }

    /// A way to authenticate.
    ///
    /// @param name for messages
    record Offer(String name, AuthMethod method) {}

    /// @param skipped what could not be offered, and why
    record Offers(List<Offer> offers, List<String> skipped) {}

    /// A key file or agent that is of no use is an error where the user named it, and skipped else.
    Offers of(Connection.Ssh target) throws IdentityException {
        List<Offer> offers = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        List<Agent.Identity> held = held(skipped);
        for (Path path : target.keyFiles()) {
            offers.add(offer(path, target.passphrase(), held));
        }
        if (target.keyFiles().isEmpty()) {
            held.forEach(identity -> offers.add(offer(identity)));
            for (String name : DEFAULT_NAMES) {
                Path path = home.resolve(".ssh").resolve(name);
                if (Files.isReadable(path)) {
                    try {
                        addUnlessHeld(path, target.passphrase(), held, offers);
                    } catch (IdentityException e) {
                        skipped.add(e.getMessage());
                    }
                }
            }
        }
        target.password().ifPresent(password -> passwordOffers(password, offers));
        return new Offers(List.copyOf(offers), List.copyOf(skipped));
    }

    private List<Agent.Identity> held(List<String> skipped) {
        if (agent.isEmpty()) {
            return List.of();
        }
        try {
            return agent.get().identities();
        } catch (IOException e) {
            skipped.add("the ssh-agent at " + agent.get().socket() + ": " + e.getMessage());
            return List.of();
        }
    }

    private void addUnlessHeld(
            Path path, Optional<Secret> passphrase, List<Agent.Identity> held, List<Offer> offers)
            throws IdentityException {
        if (heldKey(read(path), held).isEmpty()) {
            offers.add(offer(path, passphrase, List.of()));
        }
    }

    private Offer offer(Path path, Optional<Secret> passphrase, List<Agent.Identity> held)
            throws IdentityException {
        PrivateKeyFile file = read(path);
        Optional<Agent.Identity> inAgent = heldKey(file, held);
        if (inAgent.isPresent()) {
            return offer(inAgent.get());
        }
        if (file.encrypted() && passphrase.isEmpty()) {
            throw new IdentityException(
                    "the key file "
                            + path
                            + " needs a passphrase, and the ssh-agent has not its key");
        }
        // A passphrase for a file without one would only load what decrypts.
        KeyProvider key = load(new FileKey(path, file.encrypted() ? passphrase : Optional.empty()));
        return new Offer("the key file " + path, new AuthPublickey(key));
    }

    private Offer offer(Agent.Identity identity) {
        String name =
                "the ssh-agent's key "
                        + identity.comment()
                        + " ("
                        + identity.key().fingerprint()
                        + ")";
        return new Offer(name, new AgentKey(agent.orElseThrow(), identity));
    }

    private static Optional<Agent.Identity> heldKey(
            PrivateKeyFile file, List<Agent.Identity> held) {
        return file.publicKey()
                .flatMap(key ->
                        held.stream().filter(identity -> identity.key().equals(key)).findFirst());
    }

    private static PrivateKeyFile read(Path path) throws IdentityException {
        if (!Files.exists(path)) {
            throw new IdentityException("there is no key file " + path);
        }
        try {
            return PrivateKeyFile.read(path);
        } catch (IOException e) {
            throw new IdentityException(
                    "can't read the key file " + path + ": " + FileFailure.reason(e));
        }
    }

    private synchronized KeyProvider load(FileKey wanted) throws IdentityException {
        KeyProvider known = loaded.get(wanted);
        if (known != null) {
            return known;
        }
        try (SSHClient reader = new SSHClient(SshHosts.ALGORITHMS)) {
            KeyProvider key =
                    reader.loadKeys(
                            wanted.path().toString(),
                            wanted.passphrase().map(Finder::new).orElse(null));
            key.getPrivate();
            loaded.put(wanted, key);
            return key;
        } catch (IOException | RuntimeException e) {
            throw new IdentityException(
                    wanted.passphrase().isPresent()
                            ? "the passphrase does not open the key file " + wanted.path()
                            : "can't use the key file " + wanted.path() + ": " + e.getMessage());
        }
    }

    private static void passwordOffers(Secret password, List<Offer> offers) {
        offers.add(new Offer("the password", new AuthPassword(new Finder(password))));
        offers.add(
                new Offer(
                        "the password, asked for interactively",
                        new AuthKeyboardInteractive(
                                new PasswordResponseProvider(new Finder(password)))));
    }

    /// Gives a copy each time, for the library wipes what it gets.
    private record Finder(Secret secret) implements PasswordFinder {
        @Override
        public char[] reqPassword(@Nullable Resource<?> resource) {
            return secret.reveal().toCharArray();
        }

        @Override
        public boolean shouldRetry(@Nullable Resource<?> resource) {
            return false;
        }
    }

    /// An identity that can't be used. The message is for the user.
    static final class IdentityException extends Exception {
        @Serial private static final long serialVersionUID = 1L;

        IdentityException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
