package org.smartmeter.network.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.network.Period;

/// What one more statement makes of what is known. `A 1-3, B 3-` is A from 1 to 3 and B since 3.
class TimelineTest {

    @ParameterizedTest(name = "{0}, then from {1} on {2}: {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # known       | from | value | then
                    ''            | 1    | A     | A 1-
                    ''            | 1    | ''    | ''
                    A 1-          | 1    | A     | A 1-
                    A 1-          | 2    | A     | A 1-
                    A 1-          | 2    | B     | A 1-2, B 2-
                    A 1-          | 2    | ''    | A 1-2
                    A 1-          | 1    | B     | refused
                    A 1-          | 1    | ''    | refused
                    A 2-          | 1    | B     | refused
                    A 2-          | 1    | A     | refused
                    A 2-          | 1    | ''    | A 2-
                    A 1-3         | 1    | A     | A 1-3
                    A 1-3         | 3    | B     | A 1-3, B 3-
                    A 1-3         | 4    | A     | A 1-3, A 4-
                    A 1-3         | 3    | ''    | A 1-3
                    A 1-3         | 2    | B     | refused
                    A 1-3         | 2    | ''    | refused
                    A 1-3, B 3-   | 1    | A     | A 1-3, B 3-
                    A 1-3, B 3-   | 3    | B     | A 1-3, B 3-
                    A 1-3, B 3-   | 2    | B     | refused
                    A 1-3, B 3-   | 3    | A     | refused
                    A 1-3, B 5-   | 4    | ''    | A 1-3, B 5-
                    A 1-3, B 5-   | 4    | B     | refused
                    """)
    void aStatement(String known, int from, String value, String then) {
        assertThat(said(new Timeline<>(spans(known), false), from, value)).isEqualTo(then);
    }

    @ParameterizedTest(name = "{0}, then from {1} on {2}: {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    A 2-          | 1    | A     | A 1-
                    A 2-3, B 3-   | 1    | A     | A 1-3, B 3-
                    A 2-          | 1    | B     | refused
                    A 2-3, B 3-   | 1    | B     | refused
                    A 1-3, B 5-   | 4    | B     | refused
                    """)
    void ofWhatMayHaveBegunEarlier(String known, int from, String value, String then) {
        assertThat(said(new Timeline<>(spans(known), true), from, value)).isEqualTo(then);
    }

    private static String said(Timeline<String> timeline, int from, String value) {
        List<Timeline.Span<String>> before = List.copyOf(timeline.spans());
        boolean taken =
                timeline.say(
                        Instant.ofEpochSecond(from), Optional.of(value).filter(v -> !v.isEmpty()));
        if (!taken) {
            assertThat(timeline.spans()).as("a refusal changes nothing").isEqualTo(before);
            return "refused";
        }
        return timeline.spans().stream().map(TimelineTest::text).collect(Collectors.joining(", "));
    }

    private static List<Timeline.Span<String>> spans(String text) {
        return Arrays.stream(text.split(", "))
                .filter(span -> !span.isEmpty())
                .map(TimelineTest::span)
                .toList();
    }

    private static Timeline.Span<String> span(String text) {
        String[] words = text.split("[ -]");
        return new Timeline.Span<>(
                words[0],
                new Period(
                        second(words[1]),
                        words.length > 2 ? Optional.of(second(words[2])) : Optional.empty()));
    }

    private static Instant second(String text) {
        return Instant.ofEpochSecond(Long.parseLong(text));
    }

    private static String text(Timeline.Span<String> span) {
        return span.value()
                + " "
                + span.period().from().getEpochSecond()
                + "-"
                + span.period().to().map(to -> "" + to.getEpochSecond()).orElse("");
    }
}
