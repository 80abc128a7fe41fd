package org.smartmeter.drivers.serial;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.device.Part;
import org.smartmeter.drivers.foreign.ForeignMeter;
import org.smartmeter.drivers.foreign.ForeignReading;
import org.smartmeter.drivers.foreign.Trouble;

/// The front end of a meter that is read over a serial line: keeps the line open, opens it again
/// when it was lost, lets the dialogue speak, and reports when nothing readable comes any more.
public final class SerialFrontEnd implements FrontEnd {

    /// Until a line that could not be opened is tried again.
    static final Duration RETRY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(SerialFrontEnd.class);

    private final SerialLine.Opener opener;
    private final Dialogue dialogue;
    private final ForeignMeter meter;
    private @Nullable SerialLine line;
    private Instant openAt;
    private Instant heard;
    private boolean garbled;
    private boolean lost;

    /// @param meter whose counts the readings are
    /// @param from board time at which it begins
    public SerialFrontEnd(
            SerialLine.Opener opener, Dialogue dialogue, ForeignMeter meter, Instant from) {
        this.opener = opener;
        this.dialogue = dialogue;
        this.meter = meter;
        openAt = from;
        heard = from;
    }

    @Override
    public Duration longestSilence() {
        return dialogue.longestSilence();
    }

    @Override
    public List<Part> parts() {
        return List.of(meter);
    }

    @Override
    public Instant deliver(Instant now, Windows windows) {
        Optional<SerialLine> open = line(now);
        if (open.isEmpty()) {
            return openAt;
        }
        try {
            byte[] arrived = open.get().read();
            garbled |= arrived.length > 0;
            Dialogue.Turn turn = dialogue.turn(arrived, now);
            for (ForeignReading reading : turn.readings()) {
                heard(now);
                meter.read(reading, now, windows);
            }
            for (Dialogue.Action action : turn.actions()) {
                act(open.get(), action);
            }
            watch(now);
            return turn.next();
        } catch (IOException e) {
            close(open.get());
            lost(Trouble.LINE_IS_GONE, e.getMessage(), now);
            openAt = now.plus(RETRY);
            return openAt;
        }
    }

    private static void act(SerialLine line, Dialogue.Action action) throws IOException {
        switch (action) {
            case Dialogue.Action.Send(byte[] bytes) -> line.write(bytes);
            case Dialogue.Action.Change(LineSettings settings) -> line.change(settings);
        }
    }

    private Optional<SerialLine> line(Instant now) {
        if (line == null && !now.isBefore(openAt)) {
            try {
                line = opener.open(dialogue.opening());
                dialogue.begin(now);
                heard = now;
                garbled = false;
            } catch (IOException e) {
                lost(Trouble.CANNOT_BE_OPENED, e.getMessage(), now);
                openAt = now.plus(RETRY);
            }
        }
        return Optional.ofNullable(line);
    }

    private void close(SerialLine open) {
        open.close();
        line = null;
    }

    @Override
    public void close() {
        if (line != null) {
            close(line);
        }
    }

    private void heard(Instant now) {
        if (lost) {
            LOG.info("the source is read again");
        }
        heard = now;
        garbled = false;
        lost = false;
    }

    private void watch(Instant now) {
        if (Duration.between(heard, now).compareTo(dialogue.longestSilence()) > 0) {
            Trouble trouble = garbled ? Trouble.UNREADABLE : Trouble.SILENT;
            lost(
                    trouble,
                    garbled
                            ? "what comes over the line is unreadable: wrong speed or format?"
                            : "nothing comes over the line: cable, reading head, PIN?",
                    now);
        }
    }

    /// Said once, until something is read again.
    private void lost(Trouble trouble, @Nullable String why, Instant now) {
        if (!lost) {
            LOG.warn("the source is lost: {}", why);
        }
        lost = true;
        meter.lost(trouble, now);
    }
}
