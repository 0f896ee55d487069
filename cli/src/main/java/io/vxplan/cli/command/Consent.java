package io.vxplan.cli.command;

/// To which changes the user has agreed beforehand.
///
/// @param changes to any: nobody is asked
/// @param disruption to replacing interfaces, which interrupts what they carry
record Consent(boolean changes, boolean disruption) {}
