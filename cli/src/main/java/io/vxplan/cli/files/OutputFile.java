package io.vxplan.cli.files;

/// @param name within the folder
/// @param secret whether nobody but its owner may read it
public record OutputFile(String name, String text, Existing existing, boolean secret) {
    /// How the first line of a file says that it is made anew at each run.
    public static final String MARK = "# Made by vxplan";

    /// What happens where the file is there already, with another text.
    public enum Existing {
        /// One that bears our mark is made anew; another is the user's.
        REPLACE_OURS,
        /// It is the user's to write in.
        KEEP,
        /// It is the user's, and would be needed.
        REFUSE
    }
}
