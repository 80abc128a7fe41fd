package org.smartmeter.drivers.serial;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.smartmeter.device.EnergyRegister;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.drivers.foreign.ForeignMeter;
import org.smartmeter.drivers.foreign.Home;
import org.smartmeter.drivers.foreign.Plausibility;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.StateFile;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.wire.EventCode;

/// What a front end finds around it in a meter: state in real files, registers and events to look
/// at. Time is the test's.
public final class MeterStandIn implements Home, FrontEnd.Windows, AutoCloseable {

    private static final Plausibility HOUSE = new Plausibility(253, 80, 3, 6);

    private final DirectoryFiles files;
    private final Map<EnergyRegister, Long> counts = new EnumMap<>(EnergyRegister.class);
    private final List<String> events = new ArrayList<>();
    private final List<Measurement> windows = new ArrayList<>();
    private Instant now = Instant.parse("2026-06-01T00:00:00Z");

    public MeterStandIn(Path directory) {
        files = DirectoryFiles.open(directory);
    }

    /// A front end that is this meter's.
    public FrontEnd frontEnd(SerialLine.Opener opener, Dialogue dialogue) {
        ForeignMeter foreign = new ForeignMeter(HOUSE, dialogue.longestSilence());
        foreign.begin(this);
        return new SerialFrontEnd(opener, dialogue, foreign, now);
    }

    /// Lets a front end work for a time, in turns as it asks for them.
    ///
    /// @param between what the far end of the line does before every turn
    public void run(FrontEnd frontEnd, Duration time, Between between) throws Exception {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            between.act(now);
            Instant next = frontEnd.deliver(now, this);
            frontEnd.parts().forEach(part -> part.run(now));
            Instant soonest = now.plusMillis(20);
            Instant latest = now.plusMillis(500);
            now = next.isBefore(soonest) ? soonest : next.isAfter(latest) ? latest : next;
        }
    }

    /// The far end of the line.
    @FunctionalInterface
    public interface Between {
        void act(Instant now) throws Exception;
    }

    public Instant now() {
        return now;
    }

    /// Each as its name and values.
    public List<String> events() {
        return events;
    }

    public List<Measurement> windows() {
        return windows;
    }

    public long count(EnergyRegister register) {
        return counts.getOrDefault(register, 0L);
    }

    @Override
    public void measured(Measurement window, Instant end) {
        windows.add(window);
        counts.merge(
                EnergyRegister.ACTIVE_IMPORT, Math.round(window.importWh() * 1_000), Long::sum);
        counts.merge(
                EnergyRegister.ACTIVE_EXPORT, Math.round(window.exportWh() * 1_000), Long::sum);
    }

    @Override
    public Instant time(Instant board) {
        return board;
    }

    @Override
    public void event(Instant board, EventCode code, long... values) {
        StringBuilder told = new StringBuilder(code.name());
        for (long value : values) {
            told.append(' ').append(value);
        }
        events.add(told.toString());
    }

    @Override
    public StateFile state(String name, int maxBytes) {
        return StateFile.open(files, name, maxBytes);
    }

    @Override
    public long counted(EnergyRegister register) {
        return count(register);
    }

    @Override
    public void close() {
        files.close();
    }
}
