package io.vxplan.discovery.etcd;

import java.util.Optional;

/// A key as etcd told of it.
///
/// @param value empty where it was deleted
/// @param lease with which it goes, 0 for none
/// @param revision of all of etcd when it became so
record Item(String key, Optional<String> value, long lease, long revision) {}
