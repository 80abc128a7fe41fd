package org.smartmeter.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.metrology.quality.VoltageEvent;
import org.smartmeter.metrology.quality.VoltageEvent.Kind;

/// A meter that measures every sample also sees what happens to the supply.
class LiveQualityTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    /// 150 V for 0.4 s, and a gap of 0.6 s in which the supply is off.
    @Test
    void aDipAndAnInterruptionOfTheSupplyAreFound() {
        LiveMeter meter =
                new LiveMeter(
                        new Stretches(
                                List.of(
                                        stretch(0, 1_000, 230),
                                        stretch(1_000, 1_400, 150),
                                        stretch(1_400, 3_000, 230),
                                        stretch(3_600, 5_000, 230))),
                        START);
        List<QualityResult> results = new ArrayList<>();
        while (meter.hasNext()) {
            meter.next();
            results.addAll(meter.quality());
        }
        List<VoltageEvent> events =
                results.stream()
                        .filter(VoltageEvent.class::isInstance)
                        .map(VoltageEvent.class::cast)
                        .toList();
        assertThat(events)
                .extracting(VoltageEvent::kind)
                .containsExactly(Kind.DIP, Kind.INTERRUPTION);
        assertAbout(events.get(0), 1_000, 400);
        assertAbout(events.get(1), 3_000, 600);
    }

    private static void assertAbout(VoltageEvent event, long startMillis, long millis) {
        assertThat(Duration.between(START, event.start()).toMillis())
                .isBetween(startMillis - 20, startMillis + 20);
        assertThat(event.duration().toMillis()).isBetween(millis - 20, millis + 20);
    }

    private static Stretch stretch(long from, long to, double volts) {
        return new Stretch(
                START.plusMillis(from), START.plusMillis(to), new LoadState(volts, List.of()));
    }

    private record Stretches(List<Stretch> all) implements LoadTimeline {

        @Override
        public int phases() {
            return 1;
        }

        @Override
        public Optional<Stretch> at(Instant instant) {
            return all.stream().filter(stretch -> instant.isBefore(stretch.to())).findFirst();
        }
    }
}
