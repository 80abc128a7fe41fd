package org.smartmeter.device.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.smartmeter.device.KeptEvent;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;

/// Whatever happens in whatever order: the relay is where it was ordered to be, and no profile
/// lasts longer than it was ordered to.
class SupplyProperties {

    /// Something that happens to a meter.
    enum Happening {
        CUT,
        PERMIT,
        ON,
        OFF,
        STAY_OFF,
        NO_LONGER_STAY_OFF,
        OVERLOAD,
        QUIET_MINUTE,
        POWER_CUT
    }

    @Property(tries = 300)
    void theRelayFollowsTheKeptStateAndTheLimiterUndoesOnlyItself(
            @ForAll ControlMode mode, @ForAll @Size(max = 25) List<Happening> happenings)
            throws OrderRefusedException {
        SupplyBench bench = new SupplyBench().start(mode);
        bench.order(SupplyBench.limit(2_000, 1));
        for (Happening happening : happenings) {
            SupplyStatus before = bench.supply.status();
            happens(happening, bench);
            SupplyStatus after = bench.supply.status();
            assertThat(bench.relay.closed).isEqualTo(after.state() == ControlState.CONNECTED);
            boolean closed = !before.outputClosed() && after.outputClosed();
            if (closed && happening == Happening.QUIET_MINUTE) {
                assertThat(before.cause()).isEqualTo(SupplyCause.LIMITER);
                assertThat(before.stayOff()).isFalse();
            }
            if (happening == Happening.POWER_CUT) {
                assertThat(after.state()).isEqualTo(before.state());
                assertThat(after.stayOff()).isEqualTo(before.stayOff());
            }
        }
    }

    private static void happens(Happening happening, SupplyBench bench)
            throws OrderRefusedException {
        switch (happening) {
            case CUT -> {
                if (bench.mode != ControlMode.MODE_0) {
                    bench.order(SupplyBench.disconnect());
                }
            }
            case PERMIT -> bench.order(SupplyBench.reconnect(0));
            case ON -> bench.supply.pressConnect();
            case OFF -> bench.supply.pressDisconnect();
            case STAY_OFF -> bench.supply.stayOff(true);
            case NO_LONGER_STAY_OFF -> bench.supply.stayOff(false);
            case OVERLOAD -> bench.pass(Duration.ofSeconds(2), 3_000);
            case QUIET_MINUTE -> bench.pass(Duration.ofSeconds(61), 100);
            case POWER_CUT -> bench.powerCut(Duration.ofSeconds(3));
        }
        bench.settle();
    }

    /// The board's clock starts where the last life ended; the meter's may be lost altogether.
    @Property(tries = 1_000)
    void aProfileNeverLastsLongerThanOrderedHoweverOftenThePowerGoes(
            @ForAll @IntRange(min = 1, max = 20_000) int duration,
            @ForAll @Size(max = 8) List<@LongRange(min = 1, max = 4_000_000) Long> livesMillis,
            @ForAll boolean clockSet) {
        Instant board = Instant.parse("2026-05-01T00:00:00Z");
        EmergencyProfile profile = new EmergencyProfile(7, board, duration);
        EmergencyRun run = EmergencyRun.ordered(profile, board);
        long activeMillis = 0;
        for (long life : livesMillis) {
            Instant cut = board.plusMillis(life);
            EmergencyRun.Kept kept = run.keep(board);
            while (board.isBefore(cut)
                    && run.run(board, board, clockSet) == EmergencyRun.State.ACTIVE) {
                if (run.isKeepDue(board) || !kept.active()) {
                    kept = run.keep(board);
                }
                Instant next = run.next(board, board);
                Instant until = next.isBefore(cut) ? next : cut;
                activeMillis += Duration.between(board, until).toMillis();
                board = until;
            }
            board = cut;
            run = EmergencyRun.resumed(kept, board);
        }
        assertThat(activeMillis).isLessThanOrEqualTo(duration * 1_000L);
    }

    @Property(tries = 500)
    void whatIsKeptIsReadAgain(
            @ForAll ControlState state,
            @ForAll SupplyCause cause,
            @ForAll boolean stayOff,
            @ForAll @IntRange(max = SupplyLog.MOST) int untold,
            @ForAll @LongRange(min = 0, max = 1L << 40) long number,
            @ForAll boolean planned,
            @ForAll @Size(max = 16) Set<@IntRange(min = 1, max = 65_535) Integer> groups) {
        Instant at = Instant.ofEpochMilli(number);
        KeptEvent longest =
                KeptEvent.of(EventCode.LIMITER_SET, at, number, -number, number, 0, 1, 2, number);
        SupplyMemory memory =
                new SupplyMemory(
                        state,
                        cause,
                        stayOff,
                        stayOff,
                        new SupplyLog.Kept(number, number, Collections.nCopies(untold, longest)),
                        number,
                        number,
                        planned
                                ? Optional.of(
                                        new OrderedCut(number, at, Duration.ofMinutes(9), stayOff))
                                : Optional.empty(),
                        planned
                                ? Optional.of(new OrderedReconnection(number, at))
                                : Optional.empty(),
                        new LimiterSettings(
                                MonitoredValue.CURRENT_L1,
                                OptionalLong.empty(),
                                OptionalLong.of(1 + number % 1_000),
                                3,
                                4,
                                groups,
                                RetryPolicy.USUAL),
                        planned
                                ? Optional.of(
                                        new EmergencyRun.Kept(
                                                new EmergencyProfile(7, at, 60), stayOff, number))
                                : Optional.empty(),
                        3);
        byte[] encoded = memory.encode();
        assertThat(encoded).hasSizeLessThanOrEqualTo(SupplyMemory.MAXIMUM_BYTES);
        assertThat(SupplyMemory.decode(encoded)).contains(memory);
    }

    @Property
    void anythingElseIsNotTakenForAMemory(@ForAll @Size(max = 300) byte[] bytes) {
        byte[] other = bytes.clone();
        if (other.length > 0) {
            other[0] = 9;
        }
        assertThat(SupplyMemory.decode(other)).isEmpty();
    }
}
