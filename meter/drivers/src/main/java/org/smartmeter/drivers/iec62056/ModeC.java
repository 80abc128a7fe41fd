package org.smartmeter.drivers.iec62056;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.drivers.foreign.ForeignReading;
import org.smartmeter.drivers.foreign.TelegramReading;
import org.smartmeter.drivers.serial.Dialogue;
import org.smartmeter.drivers.serial.LineSettings;
import org.smartmeter.drivers.telegram.Capture;
import org.smartmeter.drivers.telegram.Telegram;

/// Reads a meter in mode C of IEC 62056-21 (clause 6.4.3): signs on at 300 Bd, acknowledges the
/// speed that the meter offers, reads its data block at that speed and checks it; asks for a
/// damaged block again. Meters of mode B change their speed unasked, those of mode A never do.
final class ModeC implements Dialogue {

    private static final Logger LOG = LoggerFactory.getLogger(ModeC.class);

    private static final LineSettings SIGN_ON = LineSettings.of7E1(300);
    private static final Duration LISTENING = Duration.ofMillis(40);

    /// A meter answers within 1.5 s; its identification takes most of a second at 300 Bd.
    private static final Duration IDENTIFYING = Duration.ofMillis(3_500);

    /// The pause that a meter needs before it is answered: 200 ms.
    private static final Duration REACTION = Duration.ofMillis(250);

    /// Six characters at 300 Bd; the meter's own reaction takes as long again.
    private static final Duration ACKNOWLEDGING = Duration.ofMillis(220);

    /// Between two characters of an answer.
    private static final Duration PAUSE = Duration.ofMillis(2_500);

    private static final int LONGEST_BLOCK = 64 << 10;
    private static final int MOST_REPEATS = 3;
    private static final byte[] REPEAT = {0x15};

    private static final Pattern IDENTIFICATION =
            Pattern.compile("/[A-Za-z]{3}([0-6A-F]|[^\\r\\n])[^\\r\\n]*\\r?\\n");

    private final byte[] request;
    private final Duration period;
    private final ReadoutFormat format = new ReadoutFormat(Optional.empty());

    private State state = State.RESTING;
    private Instant due = Instant.MIN;
    private Instant started = Instant.MIN;
    private byte[] heard = {};
    private char speed = '0';
    private int repeats;

    private enum State {
        /// Between two readings.
        RESTING,
        /// The request is sent, the identification is awaited.
        IDENTIFYING,
        /// The meter is given its pause before the acknowledgement.
        REACTING,
        /// The acknowledgement is on its way, at the old speed.
        ACKNOWLEDGING,
        /// The data block is awaited or arriving.
        READING
    }

    /// @param address of the meter, empty for whichever is there
    ModeC(String address, Duration period) {
        request = ("/?" + address + "!\r\n").getBytes(US_ASCII);
        this.period = period;
    }

    @Override
    public LineSettings opening() {
        return SIGN_ON;
    }

    @Override
    public void begin(Instant now) {
        state = State.RESTING;
        due = now;
    }

    @Override
    public Duration longestSilence() {
        return period.multipliedBy(3).plusSeconds(60);
    }

    @Override
    public Turn turn(byte[] arrived, Instant now) {
        hear(arrived);
        return switch (state) {
            case RESTING -> now.isBefore(due) ? Turn.waitUntil(due) : ask(now);
            case IDENTIFYING -> identify(arrived, now);
            case REACTING -> now.isBefore(due) ? Turn.waitUntil(due) : acknowledge(now);
            case ACKNOWLEDGING -> now.isBefore(due) ? Turn.waitUntil(due) : changeSpeed(now);
            case READING -> readBlock(arrived, now);
        };
    }

    private void hear(byte[] arrived) {
        if (heard.length + arrived.length > LONGEST_BLOCK) {
            heard = new byte[0];
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(heard.length + arrived.length);
        all.writeBytes(heard);
        all.writeBytes(arrived);
        heard = all.toByteArray();
    }

    private Turn ask(Instant now) {
        heard = new byte[0];
        repeats = 0;
        started = now;
        state = State.IDENTIFYING;
        due = now.plus(IDENTIFYING);
        return send(request, now);
    }

    private Turn identify(byte[] arrived, Instant now) {
        Matcher m = IDENTIFICATION.matcher(new String(Parity.strip(heard), US_ASCII));
        if (m.find()) {
            speed = m.group(1).charAt(0);
            heard = Arrays.copyOfRange(heard, m.end(), heard.length);
            if (speed >= '0' && speed <= '6') {
                state = State.REACTING;
                due = now.plus(REACTION);
                return Turn.waitUntil(due);
            }
            return speed >= 'A' && speed <= 'F' ? changeSpeed(now) : read(now, List.of());
        }
        return now.isBefore(due) ? listen(arrived, now) : rest("no identification", now);
    }

    /// `ACK 0 Z 0`: normal protocol, the speed offered, data readout.
    private Turn acknowledge(Instant now) {
        state = State.ACKNOWLEDGING;
        due = now.plus(ACKNOWLEDGING);
        heard = new byte[0];
        byte[] sent = ("\u00060" + speed + "0\r\n").getBytes(US_ASCII);
        return new Turn(List.of(), List.of(new Action.Send(sent)), due);
    }

    private Turn changeSpeed(Instant now) {
        int baud = speed >= 'A' ? 600 << (speed - 'A') : 300 << (speed - '0');
        return read(now, List.of(new Action.Change(LineSettings.of7E1(baud))));
    }

    private Turn read(Instant now, List<Action> actions) {
        state = State.READING;
        due = now.plus(PAUSE);
        return new Turn(List.of(), actions, now.plus(LISTENING));
    }

    private Turn readBlock(byte[] arrived, Instant now) {
        if (arrived.length > 0) {
            due = now.plus(PAUSE);
        }
        Capture capture = format.read(heard, false);
        for (Telegram telegram : capture.telegrams()) {
            if (telegram.isValid()) {
                return done(telegram, now);
            }
            if (repeats++ < MOST_REPEATS) {
                heard = new byte[0];
                return send(REPEAT, now);
            }
            return rest(telegram.damage().orElseThrow().text(), now);
        }
        return now.isBefore(due) ? listen(arrived, now) : rest("the data block does not end", now);
    }

    private Turn done(Telegram telegram, Instant now) {
        Optional<ForeignReading> reading = TelegramReading.of(telegram);
        if (reading.isEmpty()) {
            return rest("the readout counts no energy", now);
        }
        Turn rest = rest("", now);
        return new Turn(List.of(reading.get()), rest.actions(), rest.next());
    }

    /// Until the next reading is due; the line goes back to where the next one begins.
    private Turn rest(String trouble, Instant now) {
        if (!trouble.isEmpty()) {
            LOG.debug("a reading failed: {}", trouble);
        }
        state = State.RESTING;
        Instant next = started.plus(period);
        due = next.isAfter(now) ? next : now;
        heard = new byte[0];
        return new Turn(List.of(), List.of(new Action.Change(SIGN_ON)), due);
    }

    private Turn send(byte[] bytes, Instant now) {
        return new Turn(List.of(), List.of(new Action.Send(bytes)), now.plus(LISTENING));
    }

    private static Turn listen(byte[] arrived, Instant now) {
        return Turn.waitUntil(now.plus(arrived.length > 0 ? LISTENING.dividedBy(2) : LISTENING));
    }
}
