package org.smartmeter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two of a feeder under way.
class PacingTest {

    private static final Pacing PACING = new Pacing(2);

    /// A command is meter and feeder, as `1A`; `+` is one that is only repeated, `-` no feeder.
    @ParameterizedTest
    @CsvSource({
        "1A 2A 3B,       '',    9, 0 1 2",
        "1A 2A 3B,       '',    2, 0 1",
        "1A 2A 3A 4B,    '',    9, 0 1 3",
        "1A 1A 2A,       '',    9, 0 2",
        "1A 2A 3B,       A,     9, 0 2",
        "1A 2B,          A A,   9, 1",
        "1A+ 2A+ 3A,     A A,   9, 0 1",
        "1A+ 2A,         A,     9, 0 1",
        "1- 2- 3- 4-,    A A,   9, 0 1 2 3",
        "1- 1-,          '',    9, 0",
    })
    void goesOutInOrderAsFarAsMeterAndFeederHaveRoom(
            String due, String underWay, int most, String chosen) {
        Map<String, Integer> feeders = new HashMap<>();
        words(underWay).forEach(feeder -> feeders.merge(feeder, 1, Integer::sum));
        List<String> commands = words(due);
        List<Pacing.Due> candidates =
                IntStream.range(0, commands.size()).mapToObj(i -> due(i, commands.get(i))).toList();

        assertThat(
                        PACING.choose(candidates, feeders, most).stream()
                                .map(command -> String.valueOf(command.id()))
                                .collect(Collectors.joining(" ")))
                .isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource({"1, 30", "2, 60", "3, 120", "5, 480", "6, 600", "7, 600", "1000000, 600"})
    void theWaitDoublesUpToTenMinutes(int attempt, int seconds) {
        assertThat(Pacing.waitAfter(attempt)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aPaceOfNothingIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pacing(0))
                .withMessageContaining("at least one");
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    private static Pacing.Due due(int id, String word) {
        String feeder = word.substring(1, 2);
        return new Pacing.Due(
                id,
                Asked.meter(word.charAt(0) - '0'),
                feeder.equals("-") ? Optional.empty() : Optional.of(feeder),
                word.endsWith("+"));
    }
}
