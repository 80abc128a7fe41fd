package org.smartmeter.device;

import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.LineListener;

/// The meter's end of the line over MQTT 3.1.1 and TLS 1.3 with the meter's certificate. All
/// connectors of a process share the client's event loop; no meter has a thread of its own.
public final class MqttLineConnector implements LineConnector {

    public MqttLineConnector(MeterKeys keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Line connect(LineListener listener) {
        throw new UnsupportedOperationException();
    }
}
