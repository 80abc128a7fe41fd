package org.smartmeter.simulator.fleet;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Topic;

/// A link that is down, however often the meter tries.
public final class NoLine implements LineConnector {

    @Override
    public Line connect(LineListener listener) {
        listener.down("the link is down");
        return new DeadLine();
    }

    private static final class DeadLine implements Line {

        @Override
        public CompletionStage<Void> send(Topic topic, byte[] payload, boolean atLeastOnce) {
            return CompletableFuture.failedFuture(new IOException("the link is down"));
        }

        @Override
        public void close() {}
    }
}
