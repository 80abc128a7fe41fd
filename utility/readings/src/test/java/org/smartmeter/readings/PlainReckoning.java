package org.smartmeter.readings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRanges;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.RowStatus;
import org.smartmeter.wire.Unit;

/// What the store should answer, reckoned from a meter's raw records one by one, as slowly and
/// plainly as it goes: no blocks, no edges, no arrays.
final class PlainReckoning {

    /// A row of a curve; register values in mWh.
    private record Point(long time, BigInteger imported, BigInteger exported, boolean gap) {}

    private final List<List<Point>> epochs = new ArrayList<>();

    /// @param meters the epochs of one meter, from old to new
    /// @param stored what of each the store holds
    PlainReckoning(List<TestMeter> meters, List<SequenceRanges> stored, Instant received) {
        for (int i = 0; i < meters.size(); i++) {
            epochs.add(points(meters.get(i), stored.get(i), received));
        }
    }

    private static List<Point> points(TestMeter meter, SequenceRanges stored, Instant received) {
        Map<Integer, Definition> definitions = new HashMap<>();
        Map<Register, Long> last = new HashMap<>();
        List<Point> points = new ArrayList<>();
        for (JournalRecord record : meter.journal) {
            if (!stored.contains(record.sequence())) {
                continue;
            }
            try {
                if (record.tag() == RecordTag.DEFINITION) {
                    Definition definition = RecordsCodec.definition(record.payload());
                    definitions.put(definition.number(), definition);
                } else if (record.tag() == RecordTag.ROW) {
                    Row row = RecordsCodec.row(record.payload());
                    Definition definition = definitions.get(row.definition());
                    if (isBelieved(row, definition, last, received)) {
                        point(row, definition, points).ifPresent(points::add);
                    }
                }
            } catch (MalformedException _) {
                // Set aside.
            }
        }
        return points;
    }

    private static boolean isBelieved(
            Row row, Definition definition, Map<Register, Long> last, Instant received) {
        if (definition == null
                || definition.registers().size() != row.values().length
                || row.time().isAfter(received.plus(Duration.ofMinutes(5)))) {
            return false;
        }
        for (int i = 0; i < row.values().length; i++) {
            Register register = definition.registers().get(i);
            if (register.obis().d() == 8
                    && row.values()[i] < last.getOrDefault(register, Long.MIN_VALUE)) {
                return false;
            }
        }
        for (int i = 0; i < row.values().length; i++) {
            last.put(definition.registers().get(i), row.values()[i]);
        }
        return true;
    }

    private static Optional<Point> point(Row row, Definition definition, List<Point> before) {
        Optional<BigInteger> imported = energy(row, definition, ObisCode.ACTIVE_ENERGY_IMPORT);
        long time = row.time().toEpochMilli();
        if (definition.kind() != Definition.Kind.PROFILE
                || imported.isEmpty()
                || !before.isEmpty() && time <= before.getLast().time()) {
            return Optional.empty();
        }
        boolean explained =
                RowStatus.THINNED.in(row.status())
                        || RowStatus.POWER_WAS_DOWN.in(row.status())
                        || RowStatus.CLOCK_ADJUSTED.in(row.status());
        boolean late =
                !before.isEmpty()
                        && time - before.getLast().time() > definition.periodSeconds() * 1_500L;
        return Optional.of(
                new Point(
                        time,
                        imported.get(),
                        energy(row, definition, ObisCode.ACTIVE_ENERGY_EXPORT)
                                .orElse(BigInteger.ZERO),
                        late && !explained));
    }

    private static Optional<BigInteger> energy(Row row, Definition definition, ObisCode obis) {
        for (int i = 0; i < definition.registers().size(); i++) {
            Register register = definition.registers().get(i);
            if (register.obis().equals(obis) && register.unit() == Unit.WATT_HOUR) {
                return Optional.of(
                        BigDecimal.valueOf(row.values()[i])
                                .scaleByPowerOfTen(register.scaler() + 3)
                                .setScale(0, RoundingMode.FLOOR)
                                .toBigInteger());
            }
        }
        return Optional.empty();
    }

    private static long first(List<Point> points) {
        return points.getFirst().time();
    }

    private static long last(List<Point> points) {
        return points.getLast().time();
    }

    /// The register's rise between two instants inside the epoch.
    private static Energy rise(List<Point> points, long from, long to, boolean imported) {
        return new Energy(
                at(points, to, imported).subtract(at(points, from, imported)).longValueExact());
    }

    private static BigInteger at(List<Point> points, long time, boolean imported) {
        for (int i = 0; i < points.size(); i++) {
            Point here = points.get(i);
            BigInteger value = imported ? here.imported() : here.exported();
            if (here.time() == time) {
                return value;
            }
            if (here.time() > time) {
                Point before = points.get(i - 1);
                BigInteger start = imported ? before.imported() : before.exported();
                return start.add(
                        value.subtract(start)
                                .multiply(BigInteger.valueOf(time - before.time()))
                                .divide(BigInteger.valueOf(here.time() - before.time())));
            }
        }
        throw new IllegalArgumentException("beyond the epoch");
    }

    List<Interval> curve(Instant fromInstant, Instant toInstant) {
        long from = fromInstant.toEpochMilli();
        long to = toInstant.toEpochMilli();
        List<Interval> curve = new ArrayList<>();
        Optional<Long> known = Optional.empty();
        for (List<Point> points : epochs) {
            if (points.isEmpty()) {
                continue;
            }
            if (known.isPresent()) {
                long holeStart = Math.max(known.get(), from);
                long holeEnd = Math.min(Math.max(first(points), from), to);
                if (holeStart < holeEnd) {
                    curve.add(
                            interval(
                                    holeStart,
                                    holeEnd,
                                    Energy.ZERO,
                                    Energy.ZERO,
                                    Interval.Status.MISSING));
                }
            }
            for (int i = 1; i < points.size(); i++) {
                long rowStart = points.get(i - 1).time();
                long rowEnd = points.get(i).time();
                long start = Math.max(rowStart, Math.max(from, known.orElse(from)));
                long end = Math.min(rowEnd, to);
                if (start < end) {
                    curve.add(
                            interval(
                                    start,
                                    end,
                                    rise(points, start, end, true),
                                    rise(points, start, end, false),
                                    points.get(i).gap()
                                            ? Interval.Status.GAP
                                            : start == rowStart && end == rowEnd
                                                    ? Interval.Status.ACTUAL
                                                    : Interval.Status.ESTIMATED));
                }
            }
            known = Optional.of(Math.max(known.orElse(Long.MIN_VALUE), last(points)));
        }
        return curve;
    }

    private static Interval interval(
            long start, long end, Energy imported, Energy exported, Interval.Status status) {
        return new Interval(
                Instant.ofEpochMilli(start), Instant.ofEpochMilli(end), imported, exported, status);
    }

    Optional<PeriodEnergy> energy(Instant fromInstant, Instant toInstant) {
        long from = fromInstant.toEpochMilli();
        long to = toInstant.toEpochMilli();
        Energy imported = Energy.ZERO;
        Energy exported = Energy.ZERO;
        long known = from;
        long covered = 0;
        boolean gap = false;
        boolean interpolated = false;
        for (List<Point> points : epochs) {
            long start = points.isEmpty() ? to : Math.max(first(points), known);
            long end = points.isEmpty() ? to : Math.min(last(points), to);
            if (start < end) {
                imported = imported.plus(rise(points, start, end, true));
                exported = exported.plus(rise(points, start, end, false));
                covered += end - start;
                known = end;
                for (int i = 1; i < points.size(); i++) {
                    gap |=
                            points.get(i).gap()
                                    && points.get(i - 1).time() < end
                                    && points.get(i).time() > start;
                }
                interpolated |= points.stream().noneMatch(point -> point.time() == start);
                interpolated |= points.stream().noneMatch(point -> point.time() == end);
            }
        }
        return covered == 0
                ? Optional.empty()
                : Optional.of(
                        new PeriodEnergy(
                                imported,
                                exported,
                                Instant.ofEpochMilli(known),
                                covered == to - from && !gap,
                                interpolated));
    }

    /// This meter's part of a sum over steps: 0 or 1 meters each.
    List<TotalInterval> steps(Instant from, Instant to, Duration step) {
        List<TotalInterval> steps = new ArrayList<>();
        for (Instant start = from; !start.plus(step).isAfter(to); start = start.plus(step)) {
            steps.add(step(start, start.plus(step)));
        }
        return steps;
    }

    private TotalInterval step(Instant start, Instant end) {
        long known = Long.MIN_VALUE;
        for (List<Point> points : epochs) {
            if (!points.isEmpty()) {
                if (start.toEpochMilli() >= Math.max(known, first(points))
                        && end.toEpochMilli() <= last(points)) {
                    return new TotalInterval(
                            start,
                            end,
                            rise(points, start.toEpochMilli(), end.toEpochMilli(), true),
                            rise(points, start.toEpochMilli(), end.toEpochMilli(), false),
                            1);
                }
                known = Math.max(known, last(points));
            }
        }
        return new TotalInterval(start, end, Energy.ZERO, Energy.ZERO, 0);
    }

    Optional<MeasuredSpan> span() {
        List<Point> all = epochs.stream().flatMap(List::stream).toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new MeasuredSpan(
                                Instant.ofEpochMilli(
                                        all.stream().mapToLong(Point::time).min().orElseThrow()),
                                Instant.ofEpochMilli(
                                        all.stream().mapToLong(Point::time).max().orElseThrow())));
    }
}
