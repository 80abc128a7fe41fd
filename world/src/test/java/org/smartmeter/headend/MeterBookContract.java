package org.smartmeter.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.ReplayWindow;
import org.smartmeter.wire.v1.Schedule;

/// What the head-end may expect of its book of meters, be it PostgreSQL's or the simulation's.
public abstract class MeterBookContract {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final MeterId METER = new MeterId("SEM0000000004410");

    protected abstract MeterBook book();

    /// Has the meter enrolled, as enrolment itself does.
    protected abstract void enrol(EnrolledMeter meter);

    private static Schedule schedule(int push) {
        return Schedule.newBuilder().setSamplePeriod(900).setPushPeriod(push).build();
    }

    private static EnrolledMeter meter(
            int generation, ReplayWindow.State up, Optional<MeterReport> report) {
        return new EnrolledMeter(
                METER,
                generation,
                new byte[] {1},
                new byte[] {2},
                "5",
                false,
                NOON,
                0,
                up,
                new ReplayWindow.State(0, 0),
                schedule(900),
                report);
    }

    private static MeterReport report(long epoch) {
        return new MeterReport(
                NOON,
                "smart-meter 0.1.0",
                epoch,
                1,
                20,
                10,
                NOON.minusSeconds(1),
                true,
                0.25,
                schedule(300),
                Optional.empty());
    }

    private EnrolledMeter kept() {
        List<EnrolledMeter> all = book().all();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void startsCountUpwardsAndFromTheSecondOn() {
        int first = book().newBoot(NOON);
        assertThat(first)
                .isEqualTo(
                        Duration.between(Instant.parse("2026-01-01T00:00:00Z"), NOON).toSeconds());
        assertThat(book().newBoot(NOON.minus(Duration.ofDays(3)))).isEqualTo(first + 1);
        assertThat(book().newBoot(NOON.plusSeconds(60))).isEqualTo(first + 60);
    }

    @Test
    void anEpochOnlyRises() {
        enrol(meter(1, new ReplayWindow.State(0, 0), Optional.empty()));
        book().epoch(METER, 500);
        book().epoch(METER, 400);
        assertThat(kept().epoch()).isEqualTo(500);
    }

    @Test
    void theScheduleThatIsWantedIsKept() {
        enrol(meter(1, new ReplayWindow.State(0, 0), Optional.empty()));
        book().schedule(METER, schedule(3_600));
        assertThat(kept().desired()).isEqualTo(schedule(3_600));
    }

    @Test
    void whereTheWindowsStandAndWhatAHelloSaidIsKept() {
        enrol(meter(1, new ReplayWindow.State(0, 0), Optional.empty()));
        book().keep(List.of(meter(1, new ReplayWindow.State(7, 70), Optional.of(report(500)))));
        assertThat(kept().up()).isEqualTo(new ReplayWindow.State(7, 70));
        assertThat(kept().report()).contains(report(500));
        assertThat(kept().epoch()).isZero();
        assertThat(kept().desired()).isEqualTo(schedule(900));

        book().keep(List.of(meter(1, new ReplayWindow.State(7, 71), Optional.empty())));
        assertThat(kept().up()).isEqualTo(new ReplayWindow.State(7, 71));
        assertThat(kept().report()).contains(report(500));
    }

    /// A line under the earlier agreement may still be at its work.
    @Test
    void theWindowsOfAnAgreementThatIsOverAreNotKept() {
        enrol(meter(2, new ReplayWindow.State(1, 1), Optional.empty()));
        book().keep(List.of(meter(1, new ReplayWindow.State(7, 70), Optional.empty())));
        assertThat(kept().up()).isEqualTo(new ReplayWindow.State(1, 1));
    }
}
