package io.vxplan.model.resource;

/// A row in one of the kernel's tables of what links carry.
public sealed interface Entry extends Resource permits Address, FdbEntry, Neighbour, Route {}
