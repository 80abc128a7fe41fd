package org.smartmeter.journal;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;

/// A meter's journal. One thread at a time.
public final class Journal implements Closeable {

    /// The tag of a definition record; its payload starts with the definition's number as a varint.
    public static final int DEFINITION_TAG = 1;

    private Journal() {}

    /// Opens the journal of the directory, or starts an empty one of the epoch given.
    public static Journal open(
            Files files, JournalSettings settings, MeterId meter, Supplier<Epoch> epochIfNew) {
        throw new UnsupportedOperationException();
    }

    /// Starts an empty journal of a later epoch; what the directory held is deleted.
    public static Journal begin(Files files, JournalSettings settings, MeterId meter, Epoch epoch) {
        throw new UnsupportedOperationException();
    }

    /// The epoch of the journal in the directory, if there is one.
    public static Optional<Epoch> epochIn(Files files) {
        throw new UnsupportedOperationException();
    }

    /// Checks the directory's journal record by record and changes nothing.
    public static Verification verify(Files files) {
        throw new UnsupportedOperationException();
    }

    public Epoch epoch() {
        throw new UnsupportedOperationException();
    }

    public long firstSequence() {
        throw new UnsupportedOperationException();
    }

    public long lastSequence() {
        throw new UnsupportedOperationException();
    }

    public long durableSequence() {
        throw new UnsupportedOperationException();
    }

    public long acknowledged() {
        throw new UnsupportedOperationException();
    }

    public long append(int tag, byte[] payload) {
        throw new UnsupportedOperationException();
    }

    public void force() {
        throw new UnsupportedOperationException();
    }

    public void acknowledge(long upTo) {
        throw new UnsupportedOperationException();
    }

    public List<JournalRecord> read(long from, int maxRecords, int maxBytes) {
        throw new UnsupportedOperationException();
    }

    public long unreadable(long from) {
        throw new UnsupportedOperationException();
    }

    public HashChain chain() {
        throw new UnsupportedOperationException();
    }

    public double fill() {
        throw new UnsupportedOperationException();
    }

    public List<JournalRecord> definitions() {
        throw new UnsupportedOperationException();
    }

    public Recovery recovery() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
