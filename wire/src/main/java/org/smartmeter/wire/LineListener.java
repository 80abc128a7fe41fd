package org.smartmeter.wire;

/// What a [Line] tells its owner. Calls come one after another on a thread of the line and must
/// return quickly.
public interface LineListener {

    /// The line is connected and subscribed: frames sent from here on reach the broker.
    void up();

    /// The line is dead and will not come back; connect again.
    ///
    /// @param reason in words, for log and operator
    void down(String reason);

    /// A frame arrived, as yet neither opened nor trusted.
    void received(String topic, byte[] payload);
}
