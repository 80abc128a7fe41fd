package org.smartmeter.commands;

/// What a meter's journal says became of an order.
public enum Outcome {
    /// It was carried out.
    DONE(CommandEvent.DONE),
    /// It is not carried out.
    REFUSED(CommandEvent.REFUSED),
    /// Refused for its counter alone: a later order was acted on first. The meter did not act on
    /// this one, or its journal would have said so before.
    OVERTAKEN(CommandEvent.OVERTAKEN);

    private final CommandEvent event;

    Outcome(CommandEvent event) {
        this.event = event;
    }

    CommandEvent event() {
        return event;
    }
}
