package org.smartmeter.readings;

import org.smartmeter.wire.Definition;

/// A definition and the record that brought it into force.
record Described(long sequence, Definition definition) {}
