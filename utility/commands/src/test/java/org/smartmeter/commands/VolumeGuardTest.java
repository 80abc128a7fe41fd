package org.smartmeter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.smartmeter.commands.Asked.NOON;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.commands.VolumeGuard.Effect;

/// Three critical commands within any hour, two per feeder.
class VolumeGuardTest {

    private static final VolumeLimits LIMITS = new VolumeLimits(3, 2);

    /// Effects are feeder and minute, as `A0`; `-` is a meter whose feeder is not known.
    @ParameterizedTest
    @CsvSource({
        "'',            A0,              pass",
        "'',            A0 A1,           pass pass",
        "'',            A0 A1 A2,        pass pass feeder",
        "'',            A0 A1 B2,        pass pass pass",
        "'',            A0 A1 B2 C3,     pass pass pass all",
        "'',            -0 -1 -2 -3,     pass pass pass all",
        "A0 A0,         A59,             feeder",
        "A0 A0,         A60,             pass",
        "A60 A60,       A0,              pass",
        "A59 A59,       A0,              feeder",
        "A0 B0 C0,      D59 D60,         all pass",
        // what is held back leaves its place to those behind it
        "A0 A0,         A1 B2,           feeder pass",
        // half of it before and half after: the hour around is full
        "A0 B110,       C55 D56,         pass all",
        "A0 B50 C90,    D45 E20,         all pass",
        "A0 A1 B2 C3,   D4,              all",
    })
    void whatExceedsAnHourIsHeldBack(String admitted, String asked, String judgements) {
        List<Optional<String>> judged =
                VolumeGuard.judge(LIMITS, effects(admitted), effects(asked));

        String[] expected = judgements.split(" ");
        assertThat(judged).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            switch (expected[i]) {
                case "pass" -> assertThat(judged.get(i)).as("number %d", i).isEmpty();
                case "all" -> assertThat(judged.get(i).orElseThrow()).doesNotContain("feeder");
                default -> assertThat(judged.get(i).orElseThrow()).contains("on feeder A");
            }
        }
    }

    @Test
    void theObjectionSaysCountTimeAndLimit() {
        assertThat(VolumeGuard.judge(LIMITS, effects("A0 A1"), effects("A2")).getFirst())
                .contains(
                        "2 critical commands on feeder A take effect within an hour of"
                                + " 2026-07-01T12:02:00Z already; the limit is 2");
    }

    @Test
    void aLimitOfNothingLetsNothingPass() {
        assertThat(VolumeGuard.judge(new VolumeLimits(0, 0), List.of(), effects("-0")).getFirst())
                .isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VolumeLimits(-1, 2))
                .withMessageContaining("negative");
    }

    private static List<Effect> effects(String text) {
        return Arrays.stream(text.split(" "))
                .filter(word -> !word.isEmpty())
                .map(VolumeGuardTest::effect)
                .toList();
    }

    private static Effect effect(String word) {
        String feeder = word.substring(0, 1);
        return new Effect(
                NOON.plusSeconds(60 * Long.parseLong(word.substring(1))),
                feeder.equals("-") ? Optional.empty() : Optional.of(feeder));
    }
}
