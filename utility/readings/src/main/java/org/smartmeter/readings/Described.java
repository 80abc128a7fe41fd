package org.smartmeter.readings;

import org.smartmeter.wire.Definition;

/// A definition, the record that brought it into force, and where its energy stands.
record Described(long sequence, Definition definition, EnergyRegisters energy) {

    Described(long sequence, Definition definition) {
        this(sequence, definition, EnergyRegisters.of(definition));
    }

    /// Rows of a load profile with an energy register, from which curves are made.
    boolean isProfile() {
        return definition.kind() == Definition.Kind.PROFILE && energy.countsImport();
    }

    /// The longest time between two rows that is no gap, ms: a row may be up to half a period late.
    long longestStep() {
        return definition.periodSeconds() * 1_500L;
    }
}
