package io.vxplan.inventory.secret;

import io.vxplan.model.FileFailure;
import io.vxplan.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Fetches secrets from where they are. A command runs once, whoever needs what it says: all hosts
/// may name the same one.
public final class Secrets {
    private static final int MAX_BYTES = 4_096;

    /// Somebody may be asked for the password of a password store.
    private static final int SECONDS = 120;

    private static final String VAULT = "$ANSIBLE_VAULT;";

    /// One for the program: a password store may ask somebody each time.
    private static final Secrets OF_USER = new Secrets(System.getenv());

    private final Map<String, String> environment;
    private final Map<List<String>, Answer> answers = new ConcurrentHashMap<>();

    public Secrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// With the environment of this program.
    public static Secrets ofUser() {
        return OF_USER;
    }

    /// That there is none. The message says why, and nothing of what was found.
    public static final class Missing extends Exception {
        @Serial private static final long serialVersionUID = 1L;

        Missing(String why) {
            super(why);
        }

        public String why() {
            return String.valueOf(getMessage());
        }
    }

    /// Of a command: what it said, or why it did not.
    private record Answer(Optional<Secret> secret, String why) {}

    /// @param setting what the source is called by: a path, a variable, a command line
    /// @param folder to which paths are relative
    public Secret fetch(SecretSource source, String setting, Path folder) throws Missing {
        return switch (source) {
            case FILE -> ofFile(folder.resolve(setting));
            case ENVIRONMENT -> ofVariable(setting);
            case COMMAND -> ofCommand(words(setting));
        };
    }

    private static Secret ofFile(Path path) throws Missing {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new Missing(tooLong());
            }
            return secret(Files.readString(path), "it is empty");
        } catch (IOException e) {
            throw new Missing(FileFailure.reason(e));
        }
    }

    private static String tooLong() {
        return "it has more than %,d bytes".formatted(MAX_BYTES);
    }

    private Secret ofVariable(String name) throws Missing {
        return secret(environment.getOrDefault(name, ""), "it is not set, or empty");
    }

    private static Secret secret(String found, String otherwise) throws Missing {
        String text = found.strip();
        if (text.isEmpty()) {
            throw new Missing(otherwise);
        }
        if (text.startsWith(VAULT)) {
            throw new Missing(
                    "it is encrypted with ansible-vault, and vxplan does not decrypt: name a file in plain text, such as one that a pipeline makes");
        }
        return new Secret(text);
    }

    private static List<String> words(String line) throws Missing {
        try {
            List<String> words = ShellWords.split(line);
            if (words.isEmpty()) {
                throw new Missing("it names no program");
            }
            return words;
        } catch (IllegalArgumentException e) {
            throw new Missing(String.valueOf(e.getMessage()));
        }
    }

    private Secret ofCommand(List<String> words) throws Missing {
        Answer answer = answers.computeIfAbsent(words, Secrets::ask);
        return answer.secret().orElseThrow(() -> new Missing(answer.why()));
    }

    /// Without a shell: what a variable brings into it stays a word.
    private static Answer ask(List<String> words) {
        String program = words.getFirst();
        try {
            Process process =
                    new ProcessBuilder(words)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            Thread limit = Thread.startVirtualThread(() -> endInTime(process));
            byte[] said;
            try (InputStream output = process.getInputStream()) {
                said = output.readNBytes(MAX_BYTES + 1);
            }
            int exitCode = process.waitFor();
            limit.interrupt();
            if (exitCode != 0) {
                return none(program + " ended with exit code " + exitCode);
            }
            if (said.length > MAX_BYTES) {
                return none(tooLong());
            }
            Secret secret =
                    secret(new String(said, StandardCharsets.UTF_8), program + " printed nothing");
            return new Answer(Optional.of(secret), "");
        } catch (Missing e) {
            return none(e.why());
        } catch (IOException e) {
            return none(FileFailure.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none("interrupted");
        }
    }

    private static void endInTime(Process process) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer none(String why) {
        return new Answer(Optional.empty(), why);
    }
}
