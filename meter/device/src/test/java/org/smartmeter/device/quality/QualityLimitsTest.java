package org.smartmeter.device.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.Configuration;
import org.smartmeter.metrology.quality.Lamp;

/// What is declared of a supply decides what is judged; what no supply is, is refused.
class QualityLimitsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                        | 230 | 50 | V230 | 207 | 253   | 49.5",
                "supply.voltage = 220                    | 220 | 50 | V230 | 198 | 242   | 49.5",
                "supply.voltage=120;supply.frequency=60  | 120 | 60 | V120 | 108 | 132   | 59.4",
                "supply.voltage = 57.7                   | 57.7| 50 | V120 | 51.93 | 63.47 | 49.5",
            })
    void theDeclaredSupplyIsJudged(
            String lines,
            double volts,
            int hertz,
            Lamp lamp,
            double lowest,
            double highest,
            double slowest) {
        QualityLimits limits = QualityLimits.read(of(lines == null ? "" : lines));

        assertThat(limits).isEqualTo(new QualityLimits(volts, hertz));
        assertThat(limits.settings().declaredVolts()).isEqualTo(volts);
        assertThat(limits.settings().lamp()).isEqualTo(lamp);
        assertThat(limits.of(Quality.VOLTAGE_LOW)).isCloseTo(lowest, within());
        assertThat(limits.of(Quality.VOLTAGE_HIGH)).isCloseTo(highest, within());
        assertThat(limits.of(Quality.FREQUENCY_LOW)).isCloseTo(slowest, within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "supply.voltage = 0        | :1: supply.voltage is a number from 50.0 to 500.0, not '0'",
                "supply.voltage = -230     | :1: supply.voltage is a number",
                "supply.voltage = 23000    | :1: supply.voltage is a number",
                "supply.voltage = NaN      | :1: supply.voltage is a number",
                "supply.voltage = 230 V    | :1: supply.voltage is a number",
                "supply.frequency = 55     | :1: supply.frequency is 50 or 60, not '55'",
                "supply.frequency = 50.0   | :1: supply.frequency is 50 or 60, not '50.0'",
                "supply.frequency =        | :1: supply.frequency is 50 or 60, not ''",
            })
    void whatIsNoSupplyIsRefusedWithItsLine(String line, String reason) {
        Configuration configuration = of(line);
        assertThatThrownBy(() -> QualityLimits.read(configuration))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining(reason);
    }

    private static Configuration of(String lines) {
        return Configuration.of(Path.of("meter.conf"), List.of(lines.split(";")));
    }
}
