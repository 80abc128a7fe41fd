package org.smartmeter.simulator.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ads131m08Test {

    /// The sheet's table 7-1 at its rates, something between them elsewhere.
    @ParameterizedTest
    @CsvSource({
        "4000, 5.35",
        "8000, 7.56",
        "16000, 10.68",
        "32000, 21.31",
        "5657, 6.36",
        "22627, 15.09"
    })
    void isAsNoisyAsTheSheetSays(double rate, double microvolts) {
        assertThat(1e6 * Ads131m08.noiseVolts(rate)).isCloseTo(microvolts, within(0.005));
    }
}
