package io.vxplan.inventory.yaml;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import io.vxplan.model.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads YAML 1.2 and JSON. Input is not trusted: its size, its depth and what its aliases unfold
/// to are bounded, and no input throws.
public final class YamlReader {
    /// Bytes. 10,000 hosts with their variables take some 5 MB.
    public static final int MAX_BYTES = 64 << 20;

    private YamlReader() {}

    /// @param name what messages call the file
    public static Document readFile(Path file, String name) {
        if (Files.isDirectory(file)) {
            return broken(name, "can't read the file: it is a directory", "");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return readStream(in, name);
        } catch (NoSuchFileException _) {
            return broken(name, "there is no such file", "");
        } catch (AccessDeniedException _) {
            return broken(name, "the file may not be read by this user", "");
        } catch (IOException e) {
            return broken(name, "can't read the file: " + FileFailure.reason(e), "");
        }
    }

    /// @param name what messages call the stream
    public static Document readStream(InputStream in, String name) {
        try {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return broken(
                        name,
                        "the file has more than " + (MAX_BYTES >> 20) + " MiB",
                        "is it the right one? An inventory can be split, with group_vars/ and host_vars/");
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return read(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString(), name);
        } catch (CharacterCodingException _) {
            return broken(name, "the file is not UTF-8", "convert it, with iconv");
        } catch (IOException e) {
            return broken(name, "can't read the file: " + FileFailure.reason(e), "");
        }
    }

    private static Document broken(String name, String summary, String detail) {
        return Document.broken(Diagnostic.error(new Location(name, 0, 0), summary, detail));
    }

    /// As Ansible, JSON first, and what is none may still be YAML. What is neither, and looks like
    /// JSON, is told as such.
    ///
    /// @param name what messages call the text
    public static Document read(String text, String name) {
        if (!JsonReader.isLikely(text, name)) {
            return readYaml(text, name);
        }
        Document json = JsonReader.read(text, name);
        if (json.root().isPresent()) {
            return json;
        }
        Document yaml = readYaml(text, name);
        return yaml.root().isPresent() && yaml.problems().isEmpty() ? yaml : json;
    }

    private static Document readYaml(String text, String name) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(name)
                        .setParseComments(false)
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .build();
        NodeBuilder builder = new NodeBuilder(name);
        try {
            Optional<Node> root = builder.build(new Parse(settings).parseString(text).iterator());
            return new Document(root, builder.problems());
        } catch (MarkedYamlEngineException e) {
            return Document.broken(new BadYaml(name, text).of(e));
        } catch (ReaderException e) {
            return Document.broken(new BadYaml(name, text).of(e));
        } catch (YamlEngineException e) {
            return broken(name, "bad YAML: " + e.getMessage(), "");
        } catch (NodeBuilder.TooMuch e) {
            return Document.broken(e.problem());
        }
    }

    static Location location(String name, Mark mark) {
        return new Location(name, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
