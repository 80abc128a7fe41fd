package org.smartmeter.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.smartmeter.wire.v1.Schedule;

class ScheduleKeepingTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Schedule QUARTER = schedule(900);
    private static final Schedule MINUTE = schedule(60);

    private static Schedule schedule(int seconds) {
        return Schedule.newBuilder().setSamplePeriod(seconds).setPushPeriod(900).build();
    }

    @Test
    void aMeterNeverHeardIsNotTold() {
        var keeping = new ScheduleKeeping(MINUTE, Optional.empty());
        assertThat(keeping.due(START)).isEmpty();
    }

    @Test
    void aMeterThatKeepsItIsNotTold() {
        var keeping = new ScheduleKeeping(MINUTE, Optional.of(MINUTE));
        assertThat(keeping.due(START)).isEmpty();
    }

    @Test
    void itIsToldUntilItReportsIt() {
        var keeping = new ScheduleKeeping(QUARTER, Optional.of(QUARTER));
        keeping.desire(MINUTE);
        assertThat(keeping.due(START)).contains(MINUTE);
        assertThat(keeping.due(START.plusSeconds(29))).isEmpty();
        assertThat(keeping.due(START.plusSeconds(30))).contains(MINUTE);
        assertThat(keeping.due(START.plusSeconds(89))).isEmpty();
        assertThat(keeping.due(START.plusSeconds(90))).contains(MINUTE);
        keeping.reported(MINUTE);
        assertThat(keeping.due(START.plusSeconds(10_000))).isEmpty();
    }

    @Test
    void aChangedMindIsToldAtOnce() {
        var keeping = new ScheduleKeeping(MINUTE, Optional.of(QUARTER));
        keeping.due(START);
        keeping.desire(schedule(300));
        assertThat(keeping.due(START.plusSeconds(1))).contains(schedule(300));
    }

    @Test
    void aHelloThatRepeatsTheOldScheduleDoesNotShortenTheWait() {
        var keeping = new ScheduleKeeping(MINUTE, Optional.of(QUARTER));
        keeping.due(START);
        keeping.reported(QUARTER);
        assertThat(keeping.due(START.plusSeconds(1))).isEmpty();
    }
}
