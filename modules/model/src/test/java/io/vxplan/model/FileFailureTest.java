package io.vxplan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFailureTest {
    @TempDir private Path folder;

    private static String reasonOfWriting(Path file) {
        return FileFailure.reason(
                catchThrowableOfType(IOException.class, () -> Files.writeString(file, "text")));
    }

    @Test
    void theFolderIsMissing() {
        assertThat(reasonOfWriting(folder.resolve("none/file")))
                .isEqualTo("no such file or folder");
    }

    @Test
    void whatTheSystemSaysIsPassedOn() {
        assertThat(reasonOfWriting(folder)).isEqualTo("Is a directory");
    }

    /// Root, who runs the tests, may write everywhere.
    @Test
    void theUserMayNot() {
        assertThat(FileFailure.reason(new AccessDeniedException("/etc/shadow")))
                .isEqualTo("permission denied");
    }

    @Test
    void anExceptionWithoutWords() {
        assertThat(FileFailure.reason(new IOException())).isEqualTo("java.io.IOException");
    }
}
