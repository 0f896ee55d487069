package io.vxplan.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// Why a file can't be read or written, for people. The JDK's exceptions say it with their class,
/// and their message is the path, which stands in our sentence already.
public final class FileFailure {
    private FileFailure() {}

    /// A few words without the path: `permission denied`.
    public static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException other -> other.getFile() + " is there already";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            case IOException other ->
                    Objects.requireNonNullElseGet(other.getMessage(), other::toString);
        };
    }
}
