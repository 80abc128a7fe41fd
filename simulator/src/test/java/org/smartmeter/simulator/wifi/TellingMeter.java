package org.smartmeter.simulator.wifi;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.EnergyRegister;
import org.smartmeter.device.Surroundings;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.EventCode;

/// A meter that only keeps and tells.
///
/// @param told takes events as `CODE[values]`
record TellingMeter(Files disk, List<String> told) implements Surroundings {

    @Override
    public Instant time(Instant board) {
        return board;
    }

    @Override
    public boolean isClockSet() {
        return true;
    }

    @Override
    public void event(Instant board, EventCode code, long... values) {
        told.add(code + Arrays.toString(values));
    }

    @Override
    public boolean hasJournal() {
        return true;
    }

    @Override
    public boolean isJournalled(EventCode code, long... values) {
        return told.contains(code + Arrays.toString(values));
    }

    @Override
    public void sendSoon() {
        // nobody listens
    }

    @Override
    public void helloAgain() {}

    @Override
    public Optional<Instant> utilityHeard() {
        return Optional.empty();
    }

    @Override
    public void force() {
        // told is durable
    }

    @Override
    public StateFile state(String name, int maxBytes) {
        return StateFile.open(disk, name, maxBytes);
    }

    @Override
    public long durableCount(EnergyRegister register) {
        return 0;
    }

    @Override
    public void wake() {
        // the diary goes on by itself
    }
}
