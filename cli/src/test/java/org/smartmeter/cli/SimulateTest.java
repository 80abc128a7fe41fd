package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SimulateTest {

    @Test
    void seedsAreLivedAndWhatHeldIsSaid() {
        CommandRun run = CommandRun.of("simulate", "--seeds", "1..3", "--meters", 2, "--hours", 3);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("3 seeds of 2 meters: every invariant held; ");
    }

    @Test
    void theSameSeedsAreTheSameLives() {
        JsonNode first = json(1);
        JsonNode again = json(2);
        assertThat(first.get("seeds").asInt()).isEqualTo(2);
        assertThat(first.get("passed").asInt()).isEqualTo(2);
        assertThat(first.get("failed").size()).isZero();
        assertThat(first.get("meters").asInt()).isEqualTo(2);
        assertThat(first.get("virtualHours").asDouble()).isGreaterThanOrEqualTo(6);
        assertThat(first.get("seconds").asDouble()).isPositive();
        assertThat(first.get("trace")).isEqualTo(again.get("trace"));
    }

    private static JsonNode json(int threads) {
        CommandRun run =
                CommandRun.of(
                        "simulate",
                        "--seeds",
                        "4..5",
                        "--meters",
                        2,
                        "--hours",
                        3,
                        "--threads",
                        threads,
                        "--json");
        assertThat(run.exit()).isZero();
        return run.json();
    }

    @ParameterizedTest
    @CsvSource({
        "5..4, 3, 3, --seeds 5..4: the last seed comes before the first",
        "-1..4, 3, 3, --seeds -1..4: seeds look like 1..100",
        "a, 3, 3, --seeds a: seeds look like 1..100",
        "1..2, 0, 3, --hours 0: 1 to 8784",
        "1..2, 3, 0, --meters 0: 1 to 10000"
    })
    void whatIsNoWorldIsRefused(String seeds, int hours, int meters, String said) {
        CommandRun run =
                CommandRun.of("simulate", "--seeds=" + seeds, "--hours", hours, "--meters", meters);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(said);
    }
}
