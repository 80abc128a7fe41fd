package org.smartmeter.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.cli.demo.Demo;
import org.smartmeter.cli.demo.DemoSettings;
import org.smartmeter.readings.Interval;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.StoredRecords;
import org.smartmeter.terms.MeterId;

/// The demonstration's own promise: a second start goes on where the first ended.
class DemoRestartTest {

    private static final MeterId METER = new MeterId("SEM0000000000001");

    @Test
    void aSecondStartGoesOnWhereTheFirstEnded(@TempDir Path data) throws IOException {
        DemoSettings settings = new DemoSettings(2, 0, data, 1, List.of(), ZoneOffset.UTC);
        String password;
        Instant installed;
        long firstRecords;
        try (Demo first = started(settings)) {
            ReadingStore readings = first.utility().readings();
            password = first.passwordOf("home1");
            installed = wholeCurve(readings).getFirst().start();
            firstRecords = readings.coverage(METER).orElseThrow().storedUpTo();
        }
        try (Demo second = started(settings)) {
            ReadingStore readings = second.utility().readings();
            assertThat(second.passwordOf("home1")).isEqualTo(password).isNotEmpty();
            assertThat(second.utility().network().homes()).hasSize(2);

            List<Interval> curve = wholeCurve(readings);
            assertThat(curve.getFirst().start()).isEqualTo(installed);
            assertThat(curve).noneMatch(interval -> interval.status() == Interval.Status.MISSING);
            assertThat(readings.quarantine(METER, 10)).isEmpty();
            assertThat(readings.coverage(METER).orElseThrow().storedUpTo())
                    .isGreaterThan(firstRecords);
            StoredRecords stored =
                    readings.storedRecords(METER, readings.lastEpoch(METER).orElseThrow());
            assertThat(stored.duplicates()).isEmpty();
            assertThat(stored.present().ranges()).hasSize(1);
        }
    }

    private static List<Interval> wholeCurve(ReadingStore readings) {
        Instant now = Instant.now();
        return readings.curve(METER, now.minus(Duration.ofDays(40)), now);
    }

    private static Demo started(DemoSettings settings) throws IOException {
        Demo demo = Demo.start(settings);
        await().atMost(Duration.ofMinutes(1)).until(() -> demo.street().progress().complete());
        return demo;
    }
}
