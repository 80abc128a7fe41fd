package org.smartmeter.device.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.supply.RelayPosition;

/// What Home Assistant is told.
class HomeAssistantMessagesTest {

    @ParameterizedTest
    @CsvSource({"CLOSED, ON", "OPEN, OFF", "UNKNOWN, None"})
    void aSupplyThatNobodyCanSeeIsNeitherOnNorOff(RelayPosition output, String told) {
        assertThat(HomeAssistantMessages.switched(output)).isEqualTo(told);
    }
}
