package org.smartmeter.cli.demo;

import java.util.Optional;
import org.smartmeter.device.MeterKeys;

/// A neighbour whose meter is enrolled, and the file that it replays if it does.
record Resident(Neighbour neighbour, MeterKeys keys, Optional<Replayed> replay) {}
