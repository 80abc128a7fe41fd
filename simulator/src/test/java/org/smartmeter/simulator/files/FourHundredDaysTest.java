package org.smartmeter.simulator.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.ChainSignature;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.Unit;

/// 400 days of 15-minute snapshots of 8 registers, with the day's snapshot in mWh, the day's
/// signature and six events a day, fit into 6 MiB on a real disk, nothing acknowledged: they take
/// about 2 MB.
class FourHundredDaysTest {

    private static final int DAYS = 400;
    private static final int INTERVALS_A_DAY = 96;
    private static final int EVENTS_A_DAY = 6;
    private static final int RECORDS_A_DAY = INTERVALS_A_DAY + 1 + 1 + EVENTS_A_DAY;
    private static final long LIMIT_BYTES = 6L << 20;

    @TempDir Path directory;

    private final SplittableRandom home = new SplittableRandom(4410);
    private final long[] milliwattHours = new long[8];
    private Instant now = Instant.parse("2025-10-18T00:00:00Z");

    @Test
    void aYearAndMoreOfAMeterWithoutALineFitsIntoSixMebibytes() throws IOException {
        HashChain chain;
        try (Files files = DirectoryFiles.open(directory);
                Journal journal = open(files)) {
            journal.append(RecordTag.DEFINITION, RecordsCodec.encode(definition(1, 0, 900)));
            journal.append(RecordTag.DEFINITION, RecordsCodec.encode(definition(2, -3, 86_400)));
            java.util.Arrays.setAll(milliwattHours, i -> 80_000_000_000L + i);
            for (int day = 0; day < DAYS; day++) {
                liveADay(journal);
                journal.force();
            }
            chain = journal.chain();
        }

        assertThat(bytesOnDisk()).isLessThanOrEqualTo(LIMIT_BYTES);
        try (Files files = DirectoryFiles.open(directory);
                Journal journal = open(files)) {
            assertThat(journal.firstSequence()).isEqualTo(1);
            assertThat(journal.lastSequence()).isEqualTo(2 + DAYS * RECORDS_A_DAY);
            assertThat(journal.recovery().faults()).isEmpty();
            assertThat(journal.chain()).isEqualTo(chain);
            assertThat(recomputed(journal)).isEqualTo(chain);
        }
    }

    private void liveADay(Journal journal) {
        for (int interval = 0; interval < INTERVALS_A_DAY; interval++) {
            now = now.plus(Duration.ofMinutes(15));
            for (int i = 0; i < milliwattHours.length; i++) {
                milliwattHours[i] += home.nextLong(3_000_000);
            }
            append(journal, new Row(1, now, 0, wattHours()));
            if (interval % (INTERVALS_A_DAY / EVENTS_A_DAY) == 0) {
                Event event =
                        new Event(EventCode.CLOCK_SET.number(), now, List.of(now.toEpochMilli()));
                journal.append(RecordTag.EVENT, RecordsCodec.encode(event));
            }
        }
        append(journal, new Row(2, now, 0, milliwattHours.clone()));
        ChainSignature signature =
                new ChainSignature(journal.lastSequence(), journal.chain().head(), new byte[64]);
        journal.append(RecordTag.SIGNATURE, RecordsCodec.encode(signature));
    }

    private static void append(Journal journal, Row row) {
        journal.append(RecordTag.ROW, RecordsCodec.encode(row));
    }

    private long[] wattHours() {
        return java.util.Arrays.stream(milliwattHours).map(each -> each / 1_000).toArray();
    }

    private static HashChain recomputed(Journal journal) {
        HashChain chain = HashChain.start(JournalDiary.METER, JournalDiary.EPOCH);
        for (long next = 1; next <= journal.lastSequence(); ) {
            List<JournalRecord> batch = journal.read(next, 1_000, 1 << 20);
            assertThat(batch).isNotEmpty();
            for (JournalRecord record : batch) {
                chain = chain.plus(record);
            }
            next += batch.size();
        }
        return chain;
    }

    private long bytesOnDisk() throws IOException {
        try (Stream<Path> files = java.nio.file.Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static Journal open(Files files) {
        return Journal.open(
                files, JournalSettings.DEFAULT, JournalDiary.METER, () -> JournalDiary.EPOCH);
    }

    private static Definition definition(int number, int scaler, int periodSeconds) {
        List<Register> registers =
                Stream.of("1.8.0", "2.8.0", "3.8.0", "4.8.0", "5.8.0", "6.8.0", "7.8.0", "8.8.0")
                        .map(code -> ObisCode.parse("1-0:" + code))
                        .map(obis -> new Register(obis, scaler, Unit.WATT_HOUR))
                        .toList();
        return new Definition(number, Definition.Kind.SNAPSHOT, periodSeconds, registers);
    }
}
