package org.smartmeter.headend;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;

/// Port: the utility's end of the line, to all meters at once. The broker behind it may lose
/// anything at any time.
public interface UtilityLine extends AutoCloseable {

    /// Opens the line; from now on the listener hears. Called once.
    void open(Listener listener);

    /// Sends a sealed message to the meter's down topic, at least once as far as the broker goes.
    /// Completes when the broker took it; fails when the meter is not there or the line is down.
    CompletionStage<Void> send(MeterId meter, byte[] frame);

    /// Meters connected now, where the broker tells; else empty and [#tellsConnections] is false.
    Set<MeterId> connected();

    default boolean connected(MeterId meter) {
        return connected().contains(meter);
    }

    /// Whether the line knows which meters are connected.
    boolean tellsConnections();

    @Override
    void close();

    /// Hears what comes in. Called by the line's own threads, for one meter in the order of
    /// arrival; must return quickly.
    interface Listener {

        /// A message on a meter's up or live topic. The array is the listener's.
        void received(MeterId meter, Channel channel, byte[] frame);

        /// The line refused something before it was a message.
        void refused(Optional<MeterId> meter, RefusalReason reason, String detail);
    }
}
