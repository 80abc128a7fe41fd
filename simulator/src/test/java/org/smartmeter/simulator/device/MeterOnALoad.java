package org.smartmeter.simulator.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceMemory;
import org.smartmeter.device.DeviceSettings;
import org.smartmeter.device.Part;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.simulator.files.PowerCutFiles;
import org.smartmeter.simulator.fleet.NoLine;
import org.smartmeter.simulator.load.LiveMeter;
import org.smartmeter.simulator.load.LoadTimeline;
import org.smartmeter.wire.Event;

/// A whole meter with parts of its own, samples to journal, on a load and without a line.
final class MeterOnALoad {

    static final Instant START = Instant.parse("2026-05-01T08:00:00Z");

    private static final DeviceSettings SETTINGS =
            DeviceSettings.of(
                            StoringUtility.METER,
                            "smart-meter 0.1.0",
                            Instant.parse("2026-01-01T00:00:00Z"))
                    .withTrustedBoardClock();

    private final Files journal = new PowerCutFiles(1).files();
    private final Files state = new PowerCutFiles(2).files();
    private Instant now = START;

    Instant now() {
        return now;
    }

    /// Whether so long has been lived.
    boolean isPast(Duration sinceStart) {
        return !now.isBefore(START.plus(sinceStart));
    }

    /// Lives so long.
    ///
    /// @param happens after each window, before the meter sees to what is due
    void live(LoadTimeline load, List<Part> parts, Duration lasting, Runnable happens) {
        LiveMeter source = new LiveMeter(load, START);
        try (Device device =
                Device.start(
                        SETTINGS,
                        new DeviceMemory(journal, state, JournalSettings.DEFAULT),
                        StoringUtility.meterKeys(),
                        new NoLine(),
                        new Random(7),
                        parts,
                        START)) {
            while (!isPast(lasting)) {
                device.measured(source.next(), source.end());
                now = source.end();
                happens.run();
                device.run(now);
            }
        }
    }

    /// What its journal tells of switch and fraud.
    List<Event> told() {
        return KeptEvents.ofSwitchAndFraud(journal);
    }
}
