package org.smartmeter.drivers.serial;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.drivers.foreign.ForeignReading;
import org.smartmeter.drivers.foreign.TelegramReading;
import org.smartmeter.drivers.telegram.Capture;
import org.smartmeter.drivers.telegram.Telegram;
import org.smartmeter.drivers.telegram.TelegramFormat;

/// Listens to a meter that pushes telegrams unasked. Where the speed is not known for sure it tries
/// those that such meters have, each for a while, until a telegram is whole.
public final class PushedTelegrams implements Dialogue {

    private static final Logger LOG = LoggerFactory.getLogger(PushedTelegrams.class);

    /// A line at 115,200 Bd fills the system's buffer of 4 KiB in 350 ms.
    private static final Duration LISTENING = Duration.ofMillis(100);

    /// A telegram that is not whole after so many bytes is none.
    private static final int LONGEST_TELEGRAM = 64 << 10;

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    /// Long enough for a telegram of a meter that pushes every ten seconds.
    private static final Duration TRIAL = Duration.ofSeconds(25);

    private final TelegramFormat format;
    private final List<LineSettings> speeds;
    private int speed;
    private byte[] waiting = {};
    private Instant changeAt = Instant.MAX;

    /// @param speeds in the order in which they are tried; at least one
    public PushedTelegrams(TelegramFormat format, List<LineSettings> speeds) {
        this.format = format;
        this.speeds = List.copyOf(speeds);
    }

    @Override
    public LineSettings opening() {
        return speeds.get(speed);
    }

    @Override
    public void begin(Instant now) {
        waiting = new byte[0];
        changeAt = now.plus(TRIAL);
    }

    @Override
    public Duration longestSilence() {
        return LONGEST_SILENCE;
    }

    @Override
    public Turn turn(byte[] arrived, Instant now) {
        List<ForeignReading> readings = arrived.length == 0 ? List.of() : take(arrived);
        List<Action> actions = new ArrayList<>();
        if (!readings.isEmpty()) {
            changeAt = now.plus(TRIAL);
        } else if (speeds.size() > 1 && !now.isBefore(changeAt)) {
            speed = (speed + 1) % speeds.size();
            begin(now);
            actions.add(new Action.Change(opening()));
        }
        return new Turn(readings, actions, now.plus(LISTENING));
    }

    private List<ForeignReading> take(byte[] arrived) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(waiting.length + arrived.length);
        all.writeBytes(waiting);
        all.writeBytes(arrived);
        byte[] bytes = all.toByteArray();
        Capture capture = format.read(bytes, false);
        int tail = capture.tailBytes() > LONGEST_TELEGRAM ? 0 : capture.tailBytes();
        waiting = Arrays.copyOfRange(bytes, bytes.length - tail, bytes.length);
        List<ForeignReading> readings = new ArrayList<>();
        for (Telegram telegram : capture.telegrams()) {
            telegram.damage()
                    .ifPresent(damage -> LOG.debug("refused a telegram: {}", damage.text()));
            TelegramReading.of(telegram).ifPresent(readings::add);
        }
        return readings;
    }
}
