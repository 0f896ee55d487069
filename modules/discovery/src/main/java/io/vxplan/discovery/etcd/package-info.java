/// Peers by etcd: a key per fact of a stack, as the docker-router design lays them out, under a
/// lease that its host keeps alive.
///
/// What etcd holds becomes a [io.vxplan.discovery.etcd.Registry], from which all is decided in pure
/// code: which stacks are there ([io.vxplan.discovery.etcd.StackKeys]) and where this host's own
/// may stand ([io.vxplan.discovery.etcd.Claims]). [io.vxplan.discovery.etcd.Etcd] is all that knows
/// jetcd, and [io.vxplan.discovery.etcd.EtcdDiscovery] the thread that carries it out.
@NullMarked
package io.vxplan.discovery.etcd;

import org.jspecify.annotations.NullMarked;
