package org.smartmeter.device.button;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebounceTest {

    /// What the contact shows every ten milliseconds from the start, # down → how many presses.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "......................, 0",
        ".......###############, 1",
        ".......#####.........., 1",
        ".......####..####..###, 0", // never long enough
        ".......#.#.#.#########, 1", // bounces when pressed
        ".......######.##.#....., 1", // bounces when let go
        ".......######...######, 1", // was not let go of
        ".......######.....####, 1", // the second is not certain yet
        ".......######.....#####, 2",
        "######################, 0", // stuck, or held while the meter starts
        "#########.....#######.., 1",
    })
    void aPressIsAContactThatStaysAfterItWasLetGo(String shown, int presses) {
        Debounce debounce = new Debounce();
        Instant board = Instant.parse("2026-05-01T08:00:00Z");
        int counted = 0;
        for (char look : shown.toCharArray()) {
            counted += debounce.see(look == '#', board) ? 1 : 0;
            board = board.plusMillis(10);
        }
        assertThat(counted).isEqualTo(presses);
    }
}
