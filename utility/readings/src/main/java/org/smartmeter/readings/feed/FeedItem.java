package org.smartmeter.readings.feed;

import java.time.Instant;
import org.smartmeter.readings.MeterEvent;
import org.smartmeter.readings.validation.Rule;
import org.smartmeter.terms.MeterId;

/// Something that happened, with its place in the stream.
public sealed interface FeedItem {

    FeedPosition position();

    MeterId meter();

    /// A meter's event.
    record Happened(FeedPosition position, MeterEvent event) implements FeedItem {
        @Override
        public MeterId meter() {
            return event.meter();
        }
    }

    /// Validation found something. Its figures are personal and stay in the store.
    record Found(FeedPosition position, MeterId meter, Rule rule, Instant from, Instant to)
            implements FeedItem {}
}
