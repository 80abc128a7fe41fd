package org.smartmeter.cli.demo;

import java.util.Optional;

/// A neighbour, and the file that their meter replays if it does.
record Resident(Neighbour neighbour, Optional<Replayed> replay) {}
