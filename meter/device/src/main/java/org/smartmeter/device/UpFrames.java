package org.smartmeter.device;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.Sealer;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Uplink;

/// Seals messages and hands them to a line, one key per channel for this start.
final class UpFrames {

    private static final Logger LOG = LoggerFactory.getLogger(UpFrames.class);

    private final Topic upTopic;
    private final Topic liveTopic;
    private final Sealer up;
    private final Sealer live;

    UpFrames(MeterId meter, DeviceKeys keys, int boot) {
        upTopic = new Topic(meter, Channel.UP);
        liveTopic = new Topic(meter, Channel.LIVE);
        up = new Sealer(keys.seals(), upTopic, keys.generation(), boot);
        live = new Sealer(keys.seals(), liveTopic, keys.generation(), boot);
    }

    void send(Line line, long epoch, Uplink message) {
        send(line, upTopic, up.seal(epoch, message.toByteArray()), true);
    }

    void sendRecords(Line line, long epoch, SequenceRange range, Uplink message) {
        byte[] content = message.toByteArray();
        send(line, upTopic, up.seal(epoch, range.first(), (int) range.count(), content), true);
    }

    void sendLive(Line line, long epoch, byte[] message) {
        send(line, liveTopic, live.seal(epoch, message), false);
    }

    /// The receipt decides, not the broker: a frame that fails is sent again when nobody answers.
    private static void send(Line line, Topic topic, byte[] frame, boolean atLeastOnce) {
        var unused =
                line.send(topic, frame, atLeastOnce)
                        .exceptionally(
                                e -> {
                                    LOG.debug("{}: a frame was not taken", topic, e);
                                    return null;
                                });
    }
}
