package org.smartmeter.benchmarks.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.Unit;

/// The records of a meter with four registers that keeps a row every quarter of an hour: most
/// quarters little, some a kettle, some of the sun. The first record is the profile's definition.
final class QuarterHours {

    static final int REGISTERS = 4;
    static final Duration PERIOD = Duration.ofMinutes(15);

    static final Definition PROFILE =
            new Definition(
                    1,
                    Definition.Kind.PROFILE,
                    (int) PERIOD.toSeconds(),
                    List.of(
                            new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR),
                            new Register(ObisCode.ACTIVE_ENERGY_EXPORT, 0, Unit.WATT_HOUR),
                            new Register(ObisCode.parse("1-0:3.8.0"), 0, Unit.VAR_HOUR),
                            new Register(ObisCode.parse("1-0:4.8.0"), 0, Unit.VAR_HOUR)));

    private final SplittableRandom random;
    private final long[] registers = new long[REGISTERS];
    private Instant end;
    private long sequence = 1;

    /// @param first end of the first row's interval
    QuarterHours(long seed, Instant first) {
        random = new SplittableRandom(seed);
        end = first;
    }

    JournalRecord definition() {
        return new JournalRecord(sequence++, RecordTag.DEFINITION, RecordsCodec.encode(PROFILE));
    }

    List<JournalRecord> rows(int count) {
        List<JournalRecord> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(
                    new JournalRecord(
                            sequence++,
                            RecordTag.ROW,
                            RecordsCodec.encode(new Row(1, end, 0, registers.clone()))));
            end = end.plus(PERIOD);
            live();
        }
        return rows;
    }

    private void live() {
        double share = random.nextDouble();
        registers[0] += Math.round(20 + 800 * Math.pow(share, 6));
        registers[1] += share > 0.8 ? random.nextInt(200) : 0;
        registers[2] += random.nextInt(40);
        registers[3] += random.nextInt(5);
    }
}
