package org.smartmeter.benchmarks.journal;

import java.util.HashMap;
import java.util.Map;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.journal.StateFile;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// The meter's own memory, on whatever files.
final class JournalMemory implements MeterMemory {

    static final MeterId METER = new MeterId("BEN0000000000001");
    static final Epoch EPOCH = new Epoch(1_790_000_000);

    private final Files files;
    private final Journal journal;
    private final Map<String, StateFile> values = new HashMap<>();

    JournalMemory(Files files, JournalSettings settings) {
        this.files = files;
        journal = Journal.open(files, settings, METER, () -> EPOCH);
    }

    Journal journal() {
        return journal;
    }

    @Override
    public void append(int tag, byte[] payload) {
        journal.append(tag, payload);
    }

    @Override
    public void force() {
        journal.force();
    }

    @Override
    public void keep(String name, byte[] value) {
        values.computeIfAbsent(name, each -> StateFile.open(files, each, StateFile.LONGEST_VALUE))
                .write(value);
    }

    @Override
    public void acknowledge() {
        journal.acknowledge(journal.durableSequence());
    }

    @Override
    public void close() {
        journal.close();
        values.values().forEach(StateFile::close);
        files.close();
    }
}
