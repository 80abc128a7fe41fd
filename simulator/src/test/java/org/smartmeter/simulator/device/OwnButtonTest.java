package org.smartmeter.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceMemory;
import org.smartmeter.device.DeviceSettings;
import org.smartmeter.device.button.ButtonPart;
import org.smartmeter.device.notices.Notices;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.simulator.board.ModelButton;
import org.smartmeter.simulator.board.ModelRelay;
import org.smartmeter.simulator.files.PowerCutFiles;
import org.smartmeter.simulator.fleet.NoLine;

/// A whole meter without any screen: somebody presses the worn button on its case, whose contact
/// bounces, in front of a relay in control mode 5.
class OwnButtonTest {

    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final DeviceSettings SETTINGS =
            DeviceSettings.of(
                            StoringUtility.METER,
                            "smart-meter 0.1.0",
                            Instant.parse("2026-01-01T00:00:00Z"))
                    .withTrustedBoardClock();

    private Instant now = START;
    private final ModelRelay relay = new ModelRelay(() -> now);
    private final ModelButton button = new ModelButton(() -> now);
    private final SupplyPart supply = new SupplyPart(ControlMode.MODE_5, relay, new Random(1));

    private Device start() {
        Notices notices = new Notices();
        return Device.start(
                SETTINGS,
                new DeviceMemory(
                        new PowerCutFiles(1).files(),
                        new PowerCutFiles(2).files(),
                        JournalSettings.DEFAULT),
                StoringUtility.meterKeys(),
                new NoLine(),
                new Random(7),
                List.of(supply, notices, new ButtonPart(button, Optional.of(supply), notices)),
                START);
    }

    /// The meter is called whenever it wants, as a runner does.
    private void live(Device device, Duration time) {
        Instant end = now.plus(time);
        for (Instant next = device.run(now); next.isBefore(end); next = device.run(now)) {
            now = next.isAfter(now) ? next : now.plusMillis(1);
        }
        now = end;
        device.run(now);
    }

    private void press(Device device, Duration lasting) {
        button.press();
        live(device, lasting);
        button.letGo();
        live(device, Duration.ofSeconds(1));
    }

    @Test
    void aPressSwitchesOnWhatWaitsForSomebodyAtHomeAndNeverOff() {
        try (Device device = start()) {
            live(device, Duration.ofSeconds(1));
            press(device, Duration.ofSeconds(10));
            assertThat(relay.isClosed()).as("a press never cuts").isTrue();

            supply.pressDisconnect();
            live(device, Duration.ofMinutes(1));
            assertThat(relay.isClosed()).isFalse();
            press(device, ModelButton.BOUNCE.plusMillis(5));
            assertThat(relay.isClosed()).as("a knock against the case").isFalse();

            press(device, Duration.ofMillis(150));
            assertThat(relay.isClosed()).isTrue();
            assertThat(relay.pulses()).as("once off, once on").isEqualTo(2);
        }
    }
}
