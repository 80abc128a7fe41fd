package org.smartmeter.wire;

import java.util.concurrent.CompletionStage;

/// Port: one connected end of the MQTT line between a meter and its utility. Threads may share it.
/// The line promises little: what it took may be lost, repeated, delayed or come in another order.
public interface Line extends AutoCloseable {

    /// Hands a sealed frame to the broker. Never blocks.
    ///
    /// @param atLeastOnce true for QoS 1, false for QoS 0
    /// @return completes when the broker took the frame (QoS 0: when it was written); fails with an
    /// [java.io.IOException] when the line goes down before that
    CompletionStage<Void> send(Topic topic, byte[] payload, boolean atLeastOnce);

    /// Ends the connection; listeners hear nothing more. Closing twice is harmless.
    @Override
    void close();
}
