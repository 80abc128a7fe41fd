package org.smartmeter.metrology.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tables of IEC 61000-4-15:2010: fluctuations that just can be seen give P_inst 1, those that
/// just annoy P_st 1, each within 2 % of the fluctuation where the standard allows 8 % of P_inst
/// and 5 % of P_st.
class FlickermeterTest {

    private static final double RATE = 4_000;

    /// Tables 1a and 1b: a sine of this many per cent is just seen.
    @ParameterizedTest
    @CsvSource({
        "V230, 50, 0.5, 2.325",
        "V230, 50, 1.5, 1.067",
        "V230, 50, 3, 0.645",
        "V230, 50, 5, 0.396",
        "V230, 50, 8.8, 0.250",
        "V230, 50, 15, 0.438",
        "V230, 50, 20, 0.704",
        "V230, 50, 25, 1.037",
        "V120, 60, 8.8, 0.321",
    })
    void aSineThatIsJustSeenGivesASensationOfOne(Lamp lamp, int mains, double hz, double percent) {
        Flickermeter meter = new Flickermeter(RATE, lamp);
        feed(meter, mains, 40, t -> 1 + percent / 200 * Math.sin(2 * Math.PI * hz * t));
        assertThat(Math.sqrt(meter.highest())).isCloseTo(1, within(0.02));
    }

    /// Table 5: rectangular changes of this many per cent, so many a minute.
    @ParameterizedTest
    @CsvSource({
        "V230, 50, 1, 2.715",
        "V230, 50, 2, 2.191",
        "V230, 50, 7, 1.450",
        "V230, 50, 39, 0.894",
        "V230, 50, 110, 0.722",
        "V230, 50, 1620, 0.407",
        "V120, 60, 1, 3.181",
        "V120, 60, 2, 2.564",
        "V120, 60, 7, 1.694",
        "V120, 60, 39, 1.040",
        "V120, 60, 110, 0.844",
        "V120, 60, 1620, 0.548",
    })
    void changesThatJustAnnoyGiveAShortTermSeverityOfOne(
            Lamp lamp, int mains, double changesPerMinute, double percent) {
        Flickermeter meter = new Flickermeter(RATE, lamp);
        feed(meter, mains, 610, rectangular(changesPerMinute, percent));
        assertThat(meter.takeShortTerm()).isCloseTo(1, within(0.02));
    }

    @ParameterizedTest
    @CsvSource({"0.2", "10"})
    void isLinearInTheChange(double times) {
        Flickermeter meter = new Flickermeter(RATE, Lamp.V230);
        feed(meter, 50, 610, rectangular(39, 0.894 * times));
        assertThat(meter.takeShortTerm()).isCloseTo(times, within(0.03 * times));
    }

    private static DoubleUnaryOperator rectangular(double changesPerMinute, double percent) {
        return t -> 1 + (Math.floor(t * changesPerMinute / 60) % 2 == 0 ? 1 : -1) * percent / 200;
    }

    private static void feed(
            Flickermeter meter, int mains, int seconds, DoubleUnaryOperator envelope) {
        double[] sine = new double[(int) RATE];
        for (int n = 0; n < sine.length; n++) {
            sine[n] = 325 * Math.sin(2 * Math.PI * mains * (n / RATE));
        }
        double[] volts = new double[sine.length];
        for (int second = 0; second < seconds; second++) {
            for (int n = 0; n < volts.length; n++) {
                volts[n] = envelope.applyAsDouble(second + n / RATE) * sine[n];
            }
            meter.take(volts, 0, volts.length);
        }
    }
}
