package org.smartmeter.device;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.smartmeter.wire.Opened;
import org.smartmeter.wire.Opener;
import org.smartmeter.wire.ReplayWindow;
import org.smartmeter.wire.SealBrokenException;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Downlink;

/// Turns frames from the line into messages, each once: what was not sealed for this meter, was
/// heard before or cannot be read is refused with its reason.
final class DownFrames {

    private final Topic topic;
    private final Opener opener;
    private final ReplayWindow replays;

    DownFrames(Topic topic, DeviceKeys keys, ReplayWindow.State heard) {
        this.topic = topic;
        opener = new Opener(keys.seals(), topic);
        replays = new ReplayWindow(heard);
    }

    /// Who hears why a frame was refused.
    @FunctionalInterface
    interface Refused {
        void refused(Refusal why, String detail);
    }

    Optional<Downlink> open(LineEvents.Frame frame, Refused refused) {
        if (!frame.topic().equals(topic.toString())) {
            refused.refused(Refusal.SEAL, "on topic " + frame.topic());
            return Optional.empty();
        }
        try {
            Opened opened = opener.open(frame.payload());
            if (!replays.accept(opened.header().boot(), opened.header().counter())) {
                refused.refused(Refusal.REPEATED, opened.header().toString());
                return Optional.empty();
            }
            return Optional.of(Downlink.parseFrom(opened.content()));
        } catch (SealBrokenException e) {
            refused.refused(Refusal.SEAL, e.reason() + ": " + e.getMessage());
        } catch (InvalidProtocolBufferException e) {
            refused.refused(Refusal.MALFORMED, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    ReplayWindow.State heard() {
        return replays.state();
    }
}
