package io.vxplan.host.rollout;

import io.vxplan.host.HostException;

/// What became of one host: the others go on when it fails.
public sealed interface Outcome<T> {
    record Done<T>(T value) implements Outcome<T> {}

    record Failed<T>(HostException failure) implements Outcome<T> {}
}
