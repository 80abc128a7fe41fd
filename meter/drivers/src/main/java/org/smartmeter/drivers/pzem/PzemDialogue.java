package org.smartmeter.drivers.pzem;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.drivers.foreign.Count;
import org.smartmeter.drivers.foreign.ForeignReading;
import org.smartmeter.drivers.serial.Dialogue;
import org.smartmeter.drivers.serial.LineSettings;
import org.smartmeter.metrology.PhaseMeasurement;

/// Reads the ten input registers of a PZEM-004T (its manual, version 3.0): voltage 0.1
/// V; current 1 mA, power 0.1 W, energy 1 Wh, each as two registers, the low one first; frequency
/// 0.1 Hz; power factor 0.01; alarm. It knows no direction: whatever flows is import.
final class PzemDialogue implements Dialogue {

    /// Every module answers to it, so only one may be on the line.
    static final int ANYONE = 0xf8;

    private static final Logger LOG = LoggerFactory.getLogger(PzemDialogue.class);

    private static final int REGISTERS = 10;
    private static final LineSettings LINE = LineSettings.of8N1(9_600);
    private static final Duration LISTENING = Duration.ofMillis(30);
    private static final Duration ANSWERING = Duration.ofMillis(500);
    private static final int MOST_TRIES = 3;
    private static final int MOST_NOISE = 1_024;

    private final int station;
    private final Duration period;
    private final byte[] request;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean asking;
    private Instant asked = Instant.MIN;
    private Instant due = Instant.MIN;
    private int tries;

    /// @param station 1…247, or [#ANYONE]
    PzemDialogue(int station, Duration period) {
        this.station = station;
        this.period = period;
        request = ModbusFrame.request(station, 0, REGISTERS);
    }

    @Override
    public LineSettings opening() {
        return LINE;
    }

    @Override
    public void begin(Instant now) {
        asking = false;
        due = now;
    }

    /// Three periods without answer, every question repeated.
    @Override
    public Duration longestSilence() {
        return period.multipliedBy(3).plus(ANSWERING.multipliedBy(3));
    }

    @Override
    public Turn turn(byte[] arrived, Instant now) {
        if (!asking) {
            return now.isBefore(due) ? Turn.waitUntil(due) : ask(now);
        }
        heard.writeBytes(arrived);
        Optional<ModbusFrame.Answer> answer =
                ModbusFrame.find(heard.toByteArray(), station, ANYONE, REGISTERS);
        if (answer.isPresent()) {
            return answered(answer.get(), now);
        }
        if (now.isBefore(due) && heard.size() <= MOST_NOISE) {
            return Turn.waitUntil(now.plus(LISTENING));
        }
        LOG.debug("no sound answer to try {}, {} bytes heard", tries, heard.size());
        if (tries < MOST_TRIES) {
            return ask(now);
        }
        rest(now);
        return Turn.waitUntil(due);
    }

    /// Asks, or asks again: a module that is busy or a disturbed line costs a second, no more.
    private Turn ask(Instant now) {
        if (!asking) {
            asked = now;
            tries = 0;
        }
        asking = true;
        tries++;
        due = now.plus(ANSWERING);
        heard.reset();
        return new Turn(List.of(), List.of(new Action.Send(request.clone())), now.plus(LISTENING));
    }

    private Turn answered(ModbusFrame.Answer answer, Instant now) {
        rest(now);
        return switch (answer) {
            case ModbusFrame.Answer.Registers(int from, int[] values) ->
                    new Turn(List.of(reading(from, values)), List.of(), due);
            case ModbusFrame.Answer.Refused(int from, int code) -> {
                LOG.warn("module {} refuses to be read: exception {}", from, code);
                due = now.plus(period);
                yield Turn.waitUntil(due);
            }
        };
    }

    /// Until the next reading is due.
    private void rest(Instant now) {
        asking = false;
        Instant next = asked.plus(period);
        due = next.isAfter(now) ? next : now.plus(LISTENING);
        heard.reset();
    }

    private static ForeignReading reading(int station, int[] values) {
        double volts = values[0] / 10.0;
        double amperes = number(values, 1) / 1_000.0;
        double watts = number(values, 3) / 10.0;
        double hertz = values[7] / 10.0;
        return new ForeignReading(
                "PZEM-004T " + station,
                Optional.of(new Count(number(values, 5) * 1_000, 1_000)),
                Optional.empty(),
                OptionalDouble.of(watts),
                List.of(
                        PhaseMeasurement.of(
                                volts, amperes, Double.NaN, Double.NaN, watts, 0, hertz)),
                hertz);
    }

    private static long number(int[] values, int low) {
        return values[low] | (long) values[low + 1] << 16;
    }
}
