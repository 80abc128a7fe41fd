package org.smartmeter.device.demand;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.kept.Varints;

/// The kept form of [DemandState]. Billing day and zone stand at the end, where the software that
/// did not keep them yet looks no more: so it still reads the rest, and this one reads its.
final class DemandCodec {

    private static final byte VERSION = 2;

    private static final int MOST_VALUES_BYTES = Varints.longestSparse(DemandQuantity.COUNT);
    private static final int MOST_MAXIMA_BYTES =
            MOST_VALUES_BYTES + DemandQuantity.COUNT * Varints.LONGEST;

    /// The most bytes of any state.
    static final int MOST_BYTES =
            1
                    + 11 * Varints.LONGEST
                    + (2 + DemandSettings.MOST_PERIODS) * MOST_VALUES_BYTES
                    + MOST_MAXIMA_BYTES
                    + MaximumDemand.HISTORY * (2 * Varints.LONGEST + MOST_MAXIMA_BYTES)
                    + DemandSettings.LONGEST_ZONE;

    private DemandCodec() {}

    static byte[] encode(DemandState state) {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES).put(VERSION);
        Varints.put(bytes, state.settings().period());
        Varints.put(bytes, state.settings().periods());
        Varints.put(bytes, state.period());
        Varints.put(bytes, state.endedBy());
        Varints.put(bytes, state.began());
        Varints.put(bytes, state.reset().orElse(Instant.MAX));
        Varints.put(bytes, state.start().orElse(Instant.MAX));
        Varints.putSparse(bytes, state.startCounts());
        Varints.putSparse(bytes, state.last());
        Varints.put(bytes, state.closed().size());
        state.closed().forEach(each -> Varints.putSparse(bytes, each));
        put(bytes, state.maxima());
        Varints.put(bytes, state.history().size());
        for (BillingPeriod each : state.history()) {
            Varints.put(bytes, each.number());
            Varints.put(bytes, each.end());
            put(bytes, each.maxima());
        }
        byte[] zone = state.settings().zone().getId().getBytes(StandardCharsets.UTF_8);
        Varints.put(bytes, state.settings().resetDay());
        Varints.put(bytes, zone.length);
        bytes.put(zone);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /// @param otherwise has the billing day and zone if they are not kept
    /// @throws IllegalArgumentException if it is of a form that this software does not know
    /// @throws java.nio.BufferUnderflowException if it ends too soon
    static DemandState decode(byte[] kept, DemandSettings otherwise) {
        ByteBuffer bytes = ByteBuffer.wrap(kept);
        byte version = bytes.get();
        if (version == DemandFormOne.VERSION) {
            return decode(DemandFormOne.inFormTwo(kept), otherwise);
        }
        if (version != VERSION) {
            throw new IllegalArgumentException("demand registers of form " + version);
        }
        int windowPeriod = small(bytes);
        int windowPeriods = small(bytes);
        long period = Varints.get(bytes);
        long endedBy = Varints.get(bytes);
        Instant began = Varints.getInstant(bytes);
        Optional<Instant> reset = Optional.of(Varints.getInstant(bytes));
        Optional<Instant> start =
                Optional.of(Varints.getInstant(bytes)).filter(it -> it.isBefore(Instant.MAX));
        long[] startCounts = values(bytes);
        long[] last = values(bytes);
        List<long[]> closed = new ArrayList<>();
        for (long left = Varints.get(bytes); left > 0; left--) {
            closed.add(values(bytes));
        }
        List<Maximum> maxima = maxima(bytes);
        List<BillingPeriod> history = new ArrayList<>();
        for (long left = Varints.get(bytes); left > 0; left--) {
            history.add(
                    new BillingPeriod(
                            Varints.get(bytes), Varints.getInstant(bytes), maxima(bytes)));
        }
        return new DemandState(
                settings(windowPeriod, windowPeriods, bytes, otherwise),
                period,
                endedBy,
                began,
                reset,
                start,
                startCounts,
                last,
                closed,
                maxima,
                history);
    }

    private static DemandSettings settings(
            int period, int periods, ByteBuffer bytes, DemandSettings otherwise) {
        if (!bytes.hasRemaining()) {
            return new DemandSettings(period, periods, otherwise.zone(), otherwise.resetDay());
        }
        int resetDay = small(bytes);
        byte[] zone = new byte[small(bytes)];
        bytes.get(zone);
        return DemandSettings.of(
                period, periods, new String(zone, StandardCharsets.UTF_8), resetDay);
    }

    private static int small(ByteBuffer bytes) {
        long number = Varints.get(bytes);
        if (number < 0 || number > MOST_BYTES) {
            throw new IllegalArgumentException("no setting of demand registers is " + number);
        }
        return (int) number;
    }

    private static long[] values(ByteBuffer bytes) {
        return Varints.getSparse(bytes, DemandQuantity.COUNT);
    }

    /// The averages and then when those that are not 0 were: a maximum of 0 is none.
    private static void put(ByteBuffer bytes, List<Maximum> maxima) {
        Varints.putSparse(bytes, maxima.stream().mapToLong(Maximum::milliwatts).toArray());
        maxima.stream()
                .filter(each -> each.milliwatts() != 0)
                .forEach(each -> Varints.put(bytes, each.time()));
    }

    private static List<Maximum> maxima(ByteBuffer bytes) {
        List<Maximum> maxima = new ArrayList<>();
        for (long milliwatts : values(bytes)) {
            maxima.add(
                    milliwatts == 0
                            ? Maximum.NONE
                            : new Maximum(milliwatts, Varints.getInstant(bytes)));
        }
        return maxima;
    }
}
