package org.smartmeter.commands;

import java.util.Locale;

/// The name somebody signs in with. Upper and lower case are the same person, or an asker could
/// approve their own commands by typing differently.
public record Person(String name) {

    /// @throws IllegalArgumentException if the name is blank
    public Person {
        name = Text.required("the name of a person", name).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name;
    }
}
