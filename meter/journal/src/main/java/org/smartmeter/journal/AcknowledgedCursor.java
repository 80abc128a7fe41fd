package org.smartmeter.journal;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.smartmeter.terms.Epoch;

/// Up to where the utility holds an epoch's records, kept in the state file `acknowledged`: epoch
/// and sequence, 8 bytes each. It reaches the disk only now and then: an older cursor means no more
/// than sending some records again, and spares the flash.
final class AcknowledgedCursor implements Closeable {

    static final String NAME = "acknowledged";

    /// What the cursor's file takes on the disk.
    static final int FILE_BYTES = 2 * SlottedValue.SLOT_BYTES;

    private static final int BYTES = 2 * Long.BYTES;

    /// After how many records the cursor is written.
    private static final int STRIDE = 64;

    private final StateFile file;
    private final Epoch epoch;
    private long acknowledged;
    private long written;

    private AcknowledgedCursor(StateFile file, Epoch epoch, long acknowledged) {
        this.file = file;
        this.epoch = epoch;
        this.acknowledged = acknowledged;
        this.written = acknowledged;
    }

    /// @param evicted the last record no longer in the journal: only acknowledged ones leave it
    static AcknowledgedCursor open(Files files, Epoch epoch, long evicted) {
        StateFile file = openAnew(files);
        long kept = file.read().map(value -> sequence(value, epoch)).orElse(0L);
        return new AcknowledgedCursor(file, epoch, Math.max(kept, evicted));
    }

    /// A damaged cursor is no loss: the records are sent again.
    private static StateFile openAnew(Files files) {
        try {
            return StateFile.open(files, NAME, BYTES);
        } catch (StateDamagedException e) {
            files.delete(NAME);
            return StateFile.open(files, NAME, BYTES);
        }
    }

    /// What the directory's cursor says of the epoch, changing nothing; 0 if it says nothing.
    static long look(Files files, Epoch epoch) {
        try {
            Optional<byte[]> value = files.lookAt(NAME);
            return value.map(bytes -> sequence(bytes, epoch)).orElse(0L);
        } catch (StateDamagedException e) {
            return 0;
        }
    }

    private static long sequence(byte[] value, Epoch epoch) {
        if (value.length != BYTES) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        return buffer.getLong() == epoch.second() ? Math.max(buffer.getLong(), 0) : 0;
    }

    long acknowledged() {
        return acknowledged;
    }

    void advance(long upTo) {
        if (upTo <= acknowledged) {
            return;
        }
        acknowledged = upTo;
        if (acknowledged - written >= STRIDE) {
            write();
        }
    }

    void write() {
        if (written == acknowledged) {
            return;
        }
        file.write(
                ByteBuffer.allocate(BYTES).putLong(epoch.second()).putLong(acknowledged).array());
        written = acknowledged;
    }

    @Override
    public void close() {
        file.close();
    }
}
