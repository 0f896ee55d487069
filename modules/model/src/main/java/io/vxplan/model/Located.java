package io.vxplan.model;

import java.util.function.Function;

/// A value and where the user wrote it, so that a later stage can point at it.
public record Located<T>(T value, Location at) {
    /// What is made of the value, at the same place.
    public <R> Located<R> map(Function<? super T, ? extends R> function) {
        return new Located<>(function.apply(value), at);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
