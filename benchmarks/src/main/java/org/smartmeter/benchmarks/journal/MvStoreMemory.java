package org.smartmeter.benchmarks.journal;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/// The same work in H2's MVStore: a map of records, a map of values, a commit and a sync for
/// whatever must be durable.
final class MvStoreMemory implements MeterMemory {

    private static final int ACKNOWLEDGE_EACH = 64;

    private final MVStore store;
    private final MVMap<Long, byte[]> records;
    private final MVMap<String, byte[]> kept;
    private long sequence;
    private long acknowledged;

    MvStoreMemory(Path file) {
        store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
        records = store.openMap("records");
        kept = store.openMap("kept");
    }

    @Override
    public void append(int tag, byte[] payload) {
        byte[] record = new byte[payload.length + 1];
        record[0] = (byte) tag;
        System.arraycopy(payload, 0, record, 1, payload.length);
        records.put(++sequence, record);
    }

    @Override
    public void force() {
        store.commit();
        store.sync();
    }

    @Override
    public void keep(String name, byte[] value) {
        kept.put(name, value);
        force();
    }

    @Override
    public void acknowledge() {
        if (sequence - acknowledged >= ACKNOWLEDGE_EACH) {
            acknowledged = sequence;
            keep("acknowledged", new byte[2 * Long.BYTES]);
        }
    }

    /// Opens what a power cut left, and finds the last record.
    static long recover(Path file) {
        try (MVStore store = new MVStore.Builder().fileName(file.toString()).open()) {
            MVMap<Long, byte[]> records = store.openMap("records");
            Long last = records.lastKey();
            return last == null ? 0 : last;
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
