package org.smartmeter.simulator.line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.smartmeter.wire.LineConnector;

/// The line in memory.
class ModelLineTest extends LineContract {

    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");

    @Override
    protected Broker broker() {
        List<String> arrived = new ArrayList<>();
        ModelBroker model =
                new ModelBroker(
                        LineFaults.NONE,
                        new Random(1),
                        START,
                        (topic, frame) -> arrived.add(topic + " " + new String(frame)));
        return new Broker() {
            @Override
            public LineConnector connector() {
                return model.connector(METER);
            }

            @Override
            public List<String> arrived() {
                return arrived;
            }

            @Override
            public CompletionStage<Void> send(byte[] frame) {
                return model.send(METER, frame);
            }

            @Override
            public boolean isConnected() {
                return model.isConnected(METER);
            }

            @Override
            public void cut() {
                model.cut(METER);
            }

            @Override
            public void leave() {
                model.reachable(false);
            }

            @Override
            public void settle() {
                model.run(START);
            }

            @Override
            public void close() {
                model.cut(METER);
            }
        };
    }
}
