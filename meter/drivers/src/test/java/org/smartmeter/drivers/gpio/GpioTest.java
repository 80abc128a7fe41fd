package org.smartmeter.drivers.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.Setting;
import org.smartmeter.device.button.PushButton;
import org.smartmeter.device.supply.RelayPosition;
import org.smartmeter.device.tamper.TamperSensors.Sensed;

/// A relay and sensors on pins, against a model of a latching relay with two coils.
class GpioTest {

    /// A relay on a bench: 20 ms of current in a coil move it; both at once would burn it.
    private static final class Bench {

        private final ModelPin on = new ModelPin();
        private final ModelPin off = new ModelPin();
        private final ModelPin feedback = new ModelPin();
        private final List<Runnable> later = new ArrayList<>();
        private boolean welded;
        private int burnt;

        private final class ModelPin implements Pin {
            private boolean active;
            private boolean broken;
            private boolean closed;

            @Override
            public boolean isActive() throws IOException {
                check();
                return active;
            }

            @Override
            public void set(boolean value) throws IOException {
                check();
                active = value;
                burnt += on.active && off.active ? 1 : 0;
                if (value && !welded) {
                    feedback.active = this == on;
                }
            }

            private void check() throws IOException {
                if (broken) {
                    throw new IOException("a wire is off");
                }
            }

            @Override
            public void close() {
                closed = true;
            }
        }

        GpioRelay relay() throws IOException {
            return new GpioRelay(
                    on,
                    off,
                    feedback,
                    new GpioRelay.Later() {
                        @Override
                        public void after(Duration wait, Runnable what) {
                            assertThat(wait).isEqualTo(GpioRelay.PULSE);
                            later.add(what);
                        }

                        @Override
                        public void close() {}
                    });
        }

        void pulsesEnd() {
            List<Runnable> due = List.copyOf(later);
            later.clear();
            due.forEach(Runnable::run);
        }

        boolean hasCurrent() {
            return on.active || off.active;
        }
    }

    private final Bench bench = new Bench();

    @Test
    void aPulseMovesTheRelayAndEnds() throws IOException {
        GpioRelay relay = bench.relay();
        relay.close();
        assertThat(bench.on.active).isTrue();
        assertThat(relay.feedback()).isEqualTo(RelayPosition.CLOSED);
        bench.pulsesEnd();
        assertThat(bench.hasCurrent()).isFalse();
        relay.open();
        bench.pulsesEnd();
        assertThat(relay.feedback()).isEqualTo(RelayPosition.OPEN);
        assertThat(bench.hasCurrent()).isFalse();
    }

    /// The end of the first pulse does not cut the second short, and never have both current.
    @Test
    void whoChangesTheirMindDuringAPulseBurnsNothing() throws IOException {
        GpioRelay relay = bench.relay();
        relay.close();
        Runnable firstEnds = bench.later.removeFirst();
        relay.open();
        firstEnds.run();
        assertThat(bench.off.active).isTrue();
        bench.pulsesEnd();
        assertThat(bench.hasCurrent()).isFalse();
        assertThat(bench.burnt).isZero();
        assertThat(relay.feedback()).isEqualTo(RelayPosition.OPEN);
    }

    @Test
    void aWeldedRelaySaysWhatItsContactDoes() throws IOException {
        GpioRelay relay = bench.relay();
        relay.close();
        bench.pulsesEnd();
        bench.welded = true;
        relay.open();
        bench.pulsesEnd();
        assertThat(relay.feedback()).isEqualTo(RelayPosition.CLOSED);
    }

    /// Which wire is off, what was ordered → what the feedback says: never that it was done.
    @ParameterizedTest
    @CsvSource({"feedback, true, UNKNOWN", "feedback, false, UNKNOWN", "on, true, OPEN"})
    void aWireThatIsOffShowsInTheFeedback(String wire, boolean wanted, RelayPosition shown)
            throws IOException {
        GpioRelay relay = bench.relay();
        (wire.equals("on") ? bench.on : bench.feedback).broken = true;
        if (wanted) {
            relay.close();
        } else {
            relay.open();
        }
        assertThat(relay.feedback()).isEqualTo(shown);
    }

    @Test
    void lettingGoLeavesNoCoilUnderCurrent() throws IOException {
        GpioRelay relay = bench.relay();
        relay.close();
        relay.letGo();
        assertThat(bench.hasCurrent()).isFalse();
        assertThat(List.of(bench.on.closed, bench.off.closed, bench.feedback.closed))
                .containsOnly(true);
        assertThat(bench.feedback.active).as("the contacts stay").isTrue();
    }

    @Test
    void sensorsThatAreGoneShowAsOpened() {
        GpioSensors sensors =
                new GpioSensors(Optional.of(bench.on), Optional.empty(), Optional.of(bench.off));
        assertThat(sensors.read()).isEqualTo(Sensed.QUIET);
        bench.on.active = true;
        assertThat(sensors.read()).isEqualTo(new Sensed(true, false, 0));
        bench.on.active = false;
        bench.on.broken = true;
        bench.off.active = true;
        assertThat(sensors.read()).isEqualTo(new Sensed(true, false, 5));
    }

    @Test
    void aButtonWhoseWireIsOffIsNotPressed() {
        GpioButton button = new GpioButton(bench.on);
        assertThat(button.isDown()).isFalse();
        bench.on.active = true;
        assertThat(button.isDown()).isTrue();
        bench.on.broken = true;
        assertThat(button.isDown()).isFalse();
        button.close();
        assertThat(bench.on.closed).isTrue();
    }

    /// A line that calls when the test says so, until its wire is off.
    private static final class ModelCallingPin implements CallingPin {

        private final BlockingQueue<Optional<IOException>> changes = new LinkedBlockingQueue<>();
        private volatile boolean closed;

        @Override
        public boolean awaitChange(Duration most) throws IOException {
            try {
                Optional<IOException> change = changes.poll(1, TimeUnit.MILLISECONDS);
                if (change != null && change.isPresent()) {
                    throw change.get();
                }
                return change != null;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public boolean isActive() {
            return false;
        }

        @Override
        public void set(boolean active) {}

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void aButtonThatCallsIsLookedAtOnlyWhenItCannotCallAnyMore() throws InterruptedException {
        ModelCallingPin pin = new ModelCallingPin();
        GpioButton button = GpioButton.calling(pin);
        assertThat(button.lookedAtEvery()).contains(PushButton.LOOKED_EVERY);
        Semaphore woken = new Semaphore(0);
        button.wakeBy(woken::release);
        assertThat(button.lookedAtEvery()).isEmpty();
        pin.changes.add(Optional.empty());
        assertThat(woken.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

        pin.changes.add(Optional.of(new IOException("a wire is off")));
        assertThat(woken.tryAcquire(10, TimeUnit.SECONDS)).as("to be looked at").isTrue();
        assertThat(button.lookedAtEvery()).contains(PushButton.LOOKED_EVERY);
        button.close();
        assertThat(pin.closed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "17,           17,     false, AS_IS",
        "GPIO22:low,   GPIO22, true,  AS_IS",
        "5:up,         5,      false, PULL_UP",
        "22:low:up,    22,     true,  PULL_UP",
        "22:down:low,  22,     true,  PULL_DOWN",
    })
    void aPinIsNamed(String word, String line, boolean low, PinName.Bias bias) {
        assertThat(PinName.read(setting("gpio"), word)).isEqualTo(new PinName(line, low, bias));
    }

    @ParameterizedTest
    @CsvSource({
        "gpio,                            relay is 'gpio CHIP ON OFF FEEDBACK'",
        "relais /dev/gpiochip0 1 2 3,     relay is 'gpio CHIP ON OFF FEEDBACK'",
        "gpio /dev/gpiochip0 17 27,       relay is 'gpio CHIP ON OFF FEEDBACK'",
        "gpio /dev/gpiochip0 17 27 22:lo, '''22:lo'' is no pin'",
        "gpio /dev/gpiochip0 17 :low 22,  ''':low'' is no pin'",
    })
    void whatDoesNotFitIsRefusedWithItsPlace(String value, String why) {
        assertThatThrownBy(() -> GpioLines.relay(setting(value)))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("meter.conf:7")
                .hasMessageContaining(why);
    }

    @Test
    void aChipThatIsNotThereIsSaid() {
        Setting relay = setting("gpio /dev/no-gpiochip 17 27 22");
        assertThatThrownBy(() -> GpioLines.relay(relay).open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/no-gpiochip");
    }

    private static Setting setting(String value) {
        return new Setting(Path.of("meter.conf"), 7, "relay", value);
    }
}
