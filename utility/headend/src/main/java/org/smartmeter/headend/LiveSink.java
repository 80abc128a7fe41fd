package org.smartmeter.headend;

import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Live;

/// Where the live values of meters under a lease go. Called by many threads; must not block.
public interface LiveSink {

    void live(MeterId meter, Live live);
}
