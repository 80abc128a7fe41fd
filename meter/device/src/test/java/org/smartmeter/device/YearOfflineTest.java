package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Row;

/// The journal is the only buffer: a meter whose line is down for a year at a row each quarter of
/// an hour loses nothing, and everything arrives once when the line is back.
class YearOfflineTest {

    @Test
    void everyRecordOfAYearArrivesOnceWhenTheLineIsBack() {
        try (Bench bench = new Bench("2026-01-01T00:00:00Z")) {
            bench.line.broken = true;
            bench.window = Duration.ofMinutes(15);
            bench.start();

            bench.passUntil("2027-01-01T00:00:00Z");
            assertThat(bench.utility.records()).isEmpty();
            assertThat(bench.status().journalFill()).isLessThan(0.9);

            bench.line.broken = false;
            bench.idle(Duration.ofMinutes(10));

            assertThat(bench.status().allStored()).isTrue();
            List<Row> rows = bench.utility.rows();
            assertThat(rows).hasSize(1 + 365 * 96);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i).time())
                        .isEqualTo(
                                Instant.parse("2026-01-01T00:00:00Z")
                                        .plus(Duration.ofMinutes(15).multipliedBy(i)));
                assertThat(rows.get(i).values()[0]).isEqualTo(250L * i);
            }
            assertThat(bench.utility.rows(Definition.Kind.SNAPSHOT)).hasSize(366);
            assertThat(bench.utility.repeated).isZero();
        }
    }

    @Test
    void theChainOfWhatArrivedIsTheMetersOwn() {
        try (Bench bench = new Bench("2026-03-01T00:00:00Z").start()) {
            bench.pass(Duration.ofHours(50));
            assertThat(ChainCheck.signaturesThatHold(bench.utility)).isGreaterThanOrEqualTo(3);
        }
    }
}
