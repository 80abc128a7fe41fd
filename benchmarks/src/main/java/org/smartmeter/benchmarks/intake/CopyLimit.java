package org.smartmeter.benchmarks.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.smartmeter.database.Database;

/// What PostgreSQL's binary COPY makes of the same batches on this machine: rows of meter, sequence
/// and body, a transaction for every so many of them, each made durable. Nothing is checked or
/// indexed.
///
/// @param bytesPerRecord of the bodies
record CopyLimit(double recordsPerSecond, double bytesPerRecord) {

    private static final int BATCHES_PER_TRANSACTION = 64;
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };
    private static final int ROUNDS = 3;

    static CopyLimit measure(Path directory, List<PackedBatch> batches) throws IOException {
        try (Database database = Database.embedded(directory);
                Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table raw (meter text, first bigint, body bytea)");
            }
            connection.commit();
            long records = batches.stream().mapToLong(PackedBatch::records).sum();
            long bytes = batches.stream().mapToLong(batch -> batch.body().length).sum();
            double fastest = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long begin = System.nanoTime();
                for (int from = 0; from < batches.size(); from += BATCHES_PER_TRANSACTION) {
                    copy(
                            connection,
                            batches.subList(
                                    from,
                                    Math.min(from + BATCHES_PER_TRANSACTION, batches.size())));
                    connection.commit();
                }
                fastest = Math.max(fastest, records / ((System.nanoTime() - begin) / 1e9));
            }
            return new CopyLimit(fastest, (double) bytes / records);
        } catch (SQLException e) {
            throw new IllegalStateException("COPY failed", e);
        }
    }

    private static void copy(Connection connection, List<PackedBatch> batches)
            throws SQLException, IOException {
        try (OutputStream out =
                new PGCopyOutputStream(
                        connection.unwrap(PGConnection.class),
                        "copy raw from stdin with (format binary)",
                        1 << 16)) {
            out.write(SIGNATURE);
            out.write(new byte[2 * Integer.BYTES]);
            for (PackedBatch batch : batches) {
                byte[] meter = batch.meter().value().getBytes(StandardCharsets.US_ASCII);
                byte[] row =
                        ByteBuffer.allocate(2 + 4 + meter.length + 4 + 8 + 4 + batch.body().length)
                                .putShort((short) 3)
                                .putInt(meter.length)
                                .put(meter)
                                .putInt(Long.BYTES)
                                .putLong(batch.firstSequence())
                                .putInt(batch.body().length)
                                .put(batch.body())
                                .array();
                out.write(row);
            }
            out.write(new byte[] {(byte) 0xff, (byte) 0xff});
        }
    }
}
