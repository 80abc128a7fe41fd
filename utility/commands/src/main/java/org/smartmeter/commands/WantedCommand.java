package org.smartmeter.commands;

import java.util.Optional;
import org.smartmeter.terms.MeterId;

/// One line of a batch.
///
/// @param feeder what the meter hangs on, by its name in the network: the group within which pace
/// and volume are bounded; empty if it is not known
public record WantedCommand(MeterId meter, Optional<String> feeder, OrderBody body) {

    public WantedCommand {
        feeder = feeder.map(name -> Text.required("the name of a feeder", name));
    }
}
