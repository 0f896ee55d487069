package io.vxplan.model.resource;

/// A part of a host's firewall. All of them are changed in one transaction of nftables.
public sealed interface FirewallResource extends Resource permits FirewallTable, FirewallPeer {}
