package org.smartmeter.wire;

/// The canonical payload of a row that lies in columns, as [RecordsCodec#encode(Row)] writes it,
/// each over the one before: for who goes through millions. Not thread-safe.
public final class RowPayload {

    private final CanonicalWriter writer = new CanonicalWriter();

    /// @param definition number of the definition that describes the row
    /// @param time end of the interval, ms since 1970-01-01T00:00Z
    /// @param status bits of [RowStatus]
    /// @param columns `columns[register][row]`, raw values
    public void write(int definition, long time, int status, long[][] columns, int row) {
        writer.clear();
        writer.unsigned(definition).unsigned(time).unsigned(status).unsigned(columns.length);
        for (long[] column : columns) {
            writer.signed(column[row]);
        }
    }

    /// Of these the first [#length] are the payload, until the next one is written.
    public byte[] bytes() {
        return writer.bytes();
    }

    public int length() {
        return writer.length();
    }

    byte[] copy() {
        return writer.take();
    }
}
