package org.smartmeter.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.EventCode;

/// What a part on a bench finds around it: a journal that keeps what was forced, a clock that is
/// set, a utility that says nothing. A bench overrides what its part is about.
public class BenchMeter implements Surroundings {

    /// An event of the journal.
    ///
    /// @param at board time that it tells of
    /// @param toldAt board time at which it was told
    public record Told(Instant at, EventCode code, List<Long> values, Instant toldAt) {

        /// The code and its values, divided by spaces.
        public String line() {
            return code + values.stream().map(value -> " " + value).collect(Collectors.joining());
        }
    }

    /// Now by the board.
    public Instant board = Instant.parse("2026-05-01T08:00:00Z");

    /// State files.
    public MemoryFiles files = new MemoryFiles();

    private final List<Told> durable = new ArrayList<>();
    private final List<Told> unforced = new ArrayList<>();

    /// The events that no power cut takes back.
    public final List<Told> durable() {
        return List.copyOf(durable);
    }

    /// All events so far.
    public final List<Told> journalled() {
        List<Told> all = new ArrayList<>(durable);
        all.addAll(unforced);
        return all;
    }

    /// The power goes: what was not forced is lost.
    protected final void losePower() {
        files = files.afterPowerCut();
        unforced.clear();
    }

    @Override
    public Instant time(Instant at) {
        return at;
    }

    @Override
    public boolean isClockSet() {
        return true;
    }

    @Override
    public void event(Instant at, EventCode code, long... values) {
        if (hasJournal()) {
            unforced.add(new Told(at, code, LongStream.of(values).boxed().toList(), board));
        }
    }

    @Override
    public boolean hasJournal() {
        return true;
    }

    @Override
    public boolean isJournalled(EventCode code, long... values) {
        List<Long> wanted = Arrays.stream(values).boxed().toList();
        return durable.stream()
                .anyMatch(told -> told.code() == code && told.values().equals(wanted));
    }

    @Override
    public void sendSoon() {}

    @Override
    public void helloAgain() {}

    @Override
    public Optional<Instant> utilityHeard() {
        return Optional.empty();
    }

    @Override
    public void force() {
        durable.addAll(unforced);
        unforced.clear();
    }

    @Override
    public StateFile state(String name, int maxBytes) {
        return StateFile.open(files, name, maxBytes);
    }

    @Override
    public long durableCount(EnergyRegister register) {
        return 0;
    }

    @Override
    public void wake() {}
}
