package io.vxplan.model.resource;

/// What the machine has and its network namespaces have not: files, and what is made of them.
public sealed interface MachineResource extends Resource permits Runtime, TextFile, ServiceUnit {}
