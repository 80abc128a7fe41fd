package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Topic;

/// A meter on a bench: its memory, a line that can be cut or spoilt, its utility, and time that
/// passes when the test says so. True time and the board's time differ by [#boardIsOff].
final class Bench implements AutoCloseable {

    static final MeterId METER = new MeterId("SEM0000000004410");
    static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    final ModelUtility utility = new ModelUtility(METER);
    Instant now;
    Duration boardIsOff = Duration.ZERO;
    DeviceSettings settings =
            DeviceSettings.of(METER, "smart-meter 0.1.0", BUILT).withTrustedBoardClock();
    JournalSettings journal = JournalSettings.DEFAULT;
    double watts = 1_000;
    int phases = 1;
    Duration window = Duration.ofMinutes(1);
    MemoryFiles journalFiles = new MemoryFiles();
    MemoryFiles stateFiles = new MemoryFiles();
    final ModelLine line = new ModelLine();

    /// Makes the parts of the next start.
    Supplier<List<Part>> parts = List::of;

    private final Random random = new Random(7);
    private Optional<Device> device = Optional.empty();

    Bench(String start) {
        now = Instant.parse(start);
    }

    Device device() {
        return device.orElseThrow();
    }

    DeviceStatus status() {
        return device().status();
    }

    Bench start() {
        device =
                Optional.of(
                        Device.start(
                                settings,
                                new DeviceMemory(journalFiles, stateFiles, journal),
                                utility.meterKeys(),
                                line,
                                random,
                                parts.get(),
                                board()));
        settle();
        return this;
    }

    /// An end in order.
    void stop() {
        device().close();
        line.cut();
        device = Optional.empty();
    }

    /// The supply fails: only what was forced is left.
    void cutPower() {
        line.cut();
        device = Optional.empty();
        journalFiles = journalFiles.afterPowerCut();
        stateFiles = stateFiles.afterPowerCut();
    }

    /// Lives through a deed, unless the power fails in it.
    ///
    /// @param force before which the power fails, the first that the deed asks for being 0; what
    // was
    /// not forced by then is lost
    /// @return whether it failed; then the meter is off
    boolean isCutIn(Runnable deed, int force) {
        int[] left = {force};
        Runnable cut =
                () -> {
                    if (left[0]-- <= 0) {
                        throw new PowerCut();
                    }
                };
        journalFiles.beforeEachForce(cut);
        stateFiles.beforeEachForce(cut);
        try {
            deed.run();
            return false;
        } catch (PowerCut _) {
            cutPower();
            return true;
        } finally {
            journalFiles.beforeEachForce(() -> {});
            stateFiles.beforeEachForce(() -> {});
        }
    }

    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    void loseJournal() {
        journalFiles = new MemoryFiles();
    }

    void loseState() {
        stateFiles = new MemoryFiles();
    }

    void loseEverything() {
        journalFiles = new MemoryFiles();
        stateFiles = new MemoryFiles();
    }

    Instant board() {
        return now.plus(boardIsOff);
    }

    /// Time passes, measured window by window.
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            Duration step = window;
            if (now.plus(step).isAfter(end)) {
                step = Duration.between(now, end);
            }
            now = now.plus(step);
            device().measured(measurement(watts, step, phases), board());
            settle();
        }
    }

    void passUntil(String instant) {
        pass(Duration.between(now, Instant.parse(instant)));
    }

    /// Time passes while the meter is off.
    void passOff(Duration time) {
        now = now.plus(time);
    }

    /// Time passes without measurements; the meter is called whenever it wants.
    void idle(Duration time) {
        Instant end = now.plus(time);
        Instant next = device().run(board()).minus(boardIsOff);
        while (next.isBefore(end)) {
            now = next.isAfter(now) ? next : now.plusMillis(1);
            settle();
            next = device().run(board()).minus(boardIsOff);
        }
        now = end;
        settle();
    }

    /// Lets everything happen that happens at once.
    void settle() {
        for (int turn = 0; turn < 10_000; turn++) {
            device().run(board());
            if (!line.carry()) {
                return;
            }
        }
        throw new AssertionError("meter and utility never come to rest");
    }

    static Measurement measurement(double watts, Duration lasting) {
        return measurement(watts, lasting, 1);
    }

    /// A steady load at a power factor of 0.8 lagging, the same on each phase.
    private static Measurement measurement(double watts, Duration lasting, int phases) {
        double amperes = Math.abs(watts) / 230 / 0.8;
        PhaseMeasurement phase =
                PhaseMeasurement.of(230, amperes, 0, 0, watts, Math.abs(watts) * 0.75, 50);
        return Measurement.of(
                lasting.toNanos() / 1e9, 0, 0, true, Collections.nCopies(phases, phase));
    }

    @Override
    public void close() {
        device.ifPresent(Device::close);
    }

    /// A line between the two, carrying frames when the bench lets it.
    final class ModelLine implements LineConnector {

        private record ToUtility(Topic topic, byte[] frame) {}

        boolean broken;

        /// The connection that stands carries nothing more, and nobody tells.
        boolean dead;

        Optional<Random> spoilt = Optional.empty();
        int attempts;
        private Optional<LineListener> meter = Optional.empty();
        private boolean coming;
        private final List<ToUtility> up = new ArrayList<>();
        private final Deque<ToUtility> late = new ArrayDeque<>();
        private final List<byte[]> down = new ArrayList<>();

        @Override
        public Line connect(LineListener listener) {
            attempts++;
            dead = false;
            meter = Optional.of(listener);
            coming = true;
            return new Line() {
                @Override
                public CompletionStage<Void> send(Topic topic, byte[] frame, boolean least) {
                    up.add(new ToUtility(topic, frame));
                    return CompletableFuture.completedFuture(null);
                }

                @Override
                public void close() {
                    if (meter.filter(it -> it == listener).isPresent()) {
                        meter = Optional.empty();
                    }
                }
            };
        }

        void cut() {
            meter.ifPresent(it -> it.down("cut"));
            meter = Optional.empty();
            up.clear();
            down.clear();
        }

        /// Frames that anybody might put on the meter's topic.
        void inject(String topic, byte[] frame) {
            meter.orElseThrow().received(topic, frame);
        }

        /// @return whether anything moved
        boolean carry() {
            if (meter.isEmpty()) {
                return false;
            }
            if (coming) {
                coming = false;
                if (broken) {
                    cut();
                } else {
                    meter.get().up();
                }
                return true;
            }
            if (broken) {
                boolean was = meter.isPresent();
                cut();
                return was;
            }
            if (dead) {
                up.clear();
                utility.outgoing.clear();
                return false;
            }
            List<ToUtility> arriving = new ArrayList<>(late);
            late.clear();
            for (ToUtility frame : up) {
                spoil(frame, arriving);
            }
            up.clear();
            shuffle(arriving);
            arriving.forEach(it -> utility.take(it.topic(), it.frame(), now));
            List<byte[]> back = new ArrayList<>(utility.outgoing);
            utility.outgoing.clear();
            int answered = 0;
            for (byte[] frame : back) {
                int copies = copies();
                for (int i = 0; i < copies; i++) {
                    inject(METER_DOWN, frame);
                    answered++;
                }
            }
            return !arriving.isEmpty() || answered > 0 || !late.isEmpty();
        }

        private void spoil(ToUtility frame, List<ToUtility> arriving) {
            int copies = copies();
            for (int i = 0; i < copies; i++) {
                if (spoilt.isPresent() && spoilt.get().nextInt(4) == 0) {
                    late.add(frame);
                } else {
                    arriving.add(frame);
                }
            }
        }

        /// One in five is lost, one in five comes twice.
        private int copies() {
            if (spoilt.isEmpty()) {
                return 1;
            }
            return switch (spoilt.get().nextInt(5)) {
                case 0 -> 0;
                case 1 -> 2;
                default -> 1;
            };
        }

        private void shuffle(List<ToUtility> arriving) {
            spoilt.ifPresent(random -> Collections.shuffle(arriving, random));
        }
    }

    static final String METER_DOWN = "sem/1/" + METER + "/down";
}
