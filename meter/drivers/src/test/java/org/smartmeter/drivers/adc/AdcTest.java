package org.smartmeter.drivers.adc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.quality.QualityLimits;
import org.smartmeter.drivers.linux.ReadyLine;
import org.smartmeter.drivers.linux.SpiDevice;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.Measurement;

/// The converter's driver against a model of the chip.
class AdcTest {

    private static final AdcSettings SETTINGS = AdcSettings.ofRate(4_000, List.of(1, 4, 1, 1));
    private static final Calibration CALIBRATION =
            Calibration.of(
                    List.of(
                            new ChannelCalibration(325.0 / 6_000_000, 0, 0),
                            new ChannelCalibration(14.0 / 5_000_000, 0, 0)));

    @Test
    void theChecksumIsTheDatasheets() {
        assertThat(AdcFrame.crc("123456789".getBytes(StandardCharsets.US_ASCII), 9))
                .isEqualTo(0x29b1);
    }

    @ParameterizedTest
    @CsvSource({"000000, 0", "000001, 1", "7fffff, 8388607", "800000, -8388608", "ffffff, -1"})
    void samplesAreOfTwentyFourBitsWithTheirSign(String word, int count) throws Exception {
        byte[] frame = HexFormat.of().parseHex("050f00" + word + "000000".repeat(3) + "000000");
        int crc = AdcFrame.crc(frame, 15);
        frame[15] = (byte) (crc >> 8);
        frame[16] = (byte) crc;
        AdcFrame read = AdcFrame.decode(frame);
        assertThat(read.response()).isEqualTo(0x050f);
        assertThat(read.samples()).containsExactly(count, 0, 0, 0);
    }

    @Property(tries = 300)
    void noFlippedBitIsBelieved(@ForAll @IntRange(max = 17 * 8 - 1) int bit) {
        byte[] frame = new Ads131m04Model(1_000, 77).transfer(AdcFrame.sending(0));
        frame[bit / 8] ^= (byte) (1 << bit % 8);
        assertThatThrownBy(() -> AdcFrame.decode(frame)).isInstanceOf(DamagedFrameException.class);
    }

    @Test
    void isSetAsWantedAndReadBack() throws Exception {
        Ads131m04Model chip = new Ads131m04Model();
        new Ads131m04(chip).start(SETTINGS);
        assertThat(chip.register(3)).isEqualTo(0x0f0e);
        assertThat(chip.register(4)).isEqualTo(0x0020);
        assertThat(chip.rate()).isEqualTo(4_000);
        new Ads131m04(chip).start(AdcSettings.ofRate(8_000, List.of(1, 1, 1, 128)));
        assertThat(chip.register(4)).isEqualTo(0x7000);
        assertThat(chip.rate()).isEqualTo(8_000);
    }

    @Test
    void saysWhatIsOnTheBusInstead() {
        Ads131m04Model other = new Ads131m04Model();
        other.isAnotherChip(0x2801);
        assertThatThrownBy(() -> new Ads131m04(other).start(SETTINGS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2801");
        Ads131m04Model nothing = new Ads131m04Model();
        nothing.isNotThere();
        assertThatThrownBy(() -> new Ads131m04(nothing).start(SETTINGS))
                .isInstanceOf(IOException.class);
    }

    /// 325 V and 14 A of amplitude in phase: 2,275 W.
    @Test
    void itsSamplesAreMeasured() throws Exception {
        List<Measurement> windows = measured(new Ads131m04Model(6_000_000, 5_000_000), 8_000);
        assertThat(windows).hasSizeGreaterThan(5);
        Measurement window = windows.get(3);
        assertThat(window.p()).isCloseTo(2_275, within(0.01));
        assertThat(window.f()).isCloseTo(50, within(1e-4));
        assertThat(window.phases().getFirst().uRms()).isCloseTo(325 / Math.sqrt(2), within(1e-3));
    }

    /// A third of the phase's current returns past the meter; what it keeps of it is channel 2.
    @Test
    void theNeutralIsMeasuredWhereTheCalibrationHasIt() throws Exception {
        List<ChannelCalibration> channels = new ArrayList<>(CALIBRATION.channels());
        channels.add(new ChannelCalibration(14.0 / 2_500_000, 0, 0));
        Ads131m04Model chip = new Ads131m04Model(6_000_000, 5_000_000, 2_500_000 * 2 / 3.0, 99);
        List<Measurement> windows = measured(chip, 8_000, Calibration.of(channels));
        Measurement window = windows.get(3);
        assertThat(window.p()).isCloseTo(2_275, within(0.01));
        assertThat(window.neutralAmperes().orElseThrow())
                .isCloseTo(14 / Math.sqrt(2) * 2 / 3, within(1e-4));
        assertThat(measured(chip, 4_000, CALIBRATION))
                .isNotEmpty()
                .noneMatch(without -> without.neutralAmperes().isPresent());
    }

    @Test
    void aLostOrDamagedSampleCostsNoTime() throws Exception {
        Ads131m04Model chip = new Ads131m04Model(6_000_000, 5_000_000);
        chip.lose(3);
        List<Measurement> windows = measured(chip, 8_000);
        double seconds = windows.stream().mapToDouble(Measurement::seconds).sum();
        double samples = windows.stream().mapToLong(Measurement::sampleCount).sum();
        assertThat(samples / 4_000).isCloseTo(seconds, within(0.001));
        assertThat(windows.get(4).p()).isCloseTo(2_275, within(0.01));
    }

    /// The whole front end, its thread included, as a meter has it.
    @Test
    void itsWindowsAreHandedOver() throws Exception {
        Ads131m04Model chip = new Ads131m04Model(6_000_000, 5_000_000);
        List<Measurement> windows = new ArrayList<>();
        AdcFrontEnd frontEnd =
                new AdcFrontEnd(
                        chip, chip, SETTINGS, QualityLimits.EUROPEAN, CALIBRATION, Instant.EPOCH);
        await().until(
                        () -> {
                            frontEnd.deliver(
                                    Instant.EPOCH.plusSeconds(60),
                                    (window, end) -> windows.add(window));
                            return windows.size() > 5;
                        });
        frontEnd.close();
        assertThat(windows.get(3).p()).isCloseTo(2_275, within(0.01));
    }

    private static List<Measurement> measured(Ads131m04Model chip, int samples) throws Exception {
        return measured(chip, samples, CALIBRATION);
    }

    private static List<Measurement> measured(
            Ads131m04Model chip, int samples, Calibration calibration) throws Exception {
        List<Measurement> windows = new ArrayList<>();
        SampleStream stream =
                new SampleStream(
                        4_000,
                        QualityLimits.EUROPEAN,
                        calibration,
                        windows::add,
                        quality -> {},
                        Instant.EPOCH);
        Ads131m04 converter = new Ads131m04(chip);
        converter.start(SETTINGS);
        for (int k = 0; k < samples; k++) {
            long number = chip.await(Duration.ZERO);
            try {
                stream.take(number, converter.sample(), Instant.EPOCH.plusMillis(k / 4));
            } catch (DamagedFrameException e) {
                assertThat(e).hasMessageContaining("checksum");
            }
            if (k == 777) {
                chip.damageNext();
            }
        }
        return windows;
    }

    @Test
    void namesABusAndAPinThatAreNone() {
        assertThatThrownBy(() -> new SpiDevice("/dev/null", 1_000_000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/null: setting SPI mode 1 failed: error 25");
        assertThatThrownBy(() -> new SpiDevice("/dev/spidev-none", 1_000_000))
                .hasMessageContaining("error 2");
        assertThatThrownBy(() -> new ReadyLine("/dev/null", 4)).hasMessageContaining("error 25");
    }
}
