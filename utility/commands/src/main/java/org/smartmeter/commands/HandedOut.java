package org.smartmeter.commands;

import java.util.Optional;

/// A command that is to go out now.
///
/// @param attempt which hand-out of it this is, from 1 on; an older one is no longer good
/// @param sentBefore what was signed before and is only to be repeated: the same bytes, so that the
/// meter acts once
public record HandedOut(Command command, int attempt, Optional<SignedCommand> sentBefore) {}
