package io.vxplan.model;

/// A place in a file that the user wrote. Line and column count from 1; 0 means the whole file.
public record Location(String file, int line, int column) implements Comparable<Location> {
    @Override
    public int compareTo(Location other) {
        int byFile = file.compareTo(other.file);
        int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
