package org.smartmeter.drivers.adc;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.CalibrationFile;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.FrontEndKind;
import org.smartmeter.device.Setting;
import org.smartmeter.device.quality.QualityLimits;
import org.smartmeter.drivers.linux.ReadyLine;
import org.smartmeter.drivers.linux.SpiDevice;
import org.smartmeter.metrology.Calibration;

/// `source = ads131m04 SPIDEV GPIOCHIP PIN`: a converter on `/dev/spidev0.0` whose data-ready line
/// is a pin of `/dev/gpiochip0`; channel 0 is the voltage, channel 1 the current, channel 2 the
/// neutral's current where there is a transformer around it. Further keys:
///
/// - `calibration`: the file of coefficients that `smartmeter calibrate` wrote; the neutral is
/// measured if it is in there
/// - `source.rate`: 4000 (usual) or 8000 samples a second
/// - `source.gain.v`, `source.gain.i`, `source.gain.neutral`: of the converter, a power of two up
/// to 128, usually 1
/// - what [QualityLimits] takes
public final class AdcDriver implements FrontEndKind {

    private static final String NEUTRAL_GAIN = "source.gain.neutral";
    private static final int BUS_HERTZ = 8_192_000;
    private static final int USUAL_RATE = 4_000;
    private static final int FAST_RATE = 8_000;
    private static final int MOST_GAIN = 128;
    private static final int MOST_PIN = 1_023;

    @Override
    public String word() {
        return "ads131m04";
    }

    @Override
    public String usage() {
        return "ads131m04 SPIDEV GPIOCHIP PIN";
    }

    @Override
    public boolean takesSamples() {
        return true;
    }

    @Override
    public Chosen read(Setting source, Configuration more) {
        List<String> words = source.words();
        if (words.size() != 4) {
            throw source.refused("source is '" + usage() + "'");
        }
        int pin =
                new Setting(source.file(), source.line(), "the pin", words.get(3))
                        .integer(0, MOST_PIN);
        Calibration calibration =
                CalibrationFile.chosen(more, 1, true)
                        .orElseThrow(
                                () ->
                                        source.refused(
                                                "calibration is missing: the file that"
                                                        + " smartmeter calibrate wrote"));
        int rate = more.take("source.rate").map(AdcDriver::rate).orElse(USUAL_RATE);
        QualityLimits supply = QualityLimits.read(more);
        AdcSettings settings =
                AdcSettings.ofRate(
                        rate,
                        List.of(
                                gain(more, "source.gain.v"),
                                gain(more, "source.gain.i"),
                                neutralGain(more, calibration),
                                1));
        return from -> {
            SpiBus bus = new SpiDevice(words.get(1), BUS_HERTZ);
            DataReady ready;
            try {
                ready = new ReadyLine(words.get(2), pin);
            } catch (IOException e) {
                bus.close();
                throw e;
            }
            try {
                return new AdcFrontEnd(bus, ready, settings, supply, calibration, from);
            } catch (IOException e) {
                ready.close();
                bus.close();
                throw e;
            }
        };
    }

    private static int rate(Setting setting) {
        int rate = setting.integer(USUAL_RATE, FAST_RATE);
        if (rate != USUAL_RATE && rate != FAST_RATE) {
            throw setting.refused(setting.key() + " is " + USUAL_RATE + " or " + FAST_RATE);
        }
        return rate;
    }

    private static int neutralGain(Configuration more, Calibration calibration) {
        if (!calibration.hasNeutral()) {
            more.take(NEUTRAL_GAIN)
                    .ifPresent(
                            gain -> {
                                throw gain.refused(
                                        NEUTRAL_GAIN
                                                + " is of no use: calibration has no"
                                                + " neutral.gain, so the neutral is not measured");
                            });
        }
        return gain(more, NEUTRAL_GAIN);
    }

    private static int gain(Configuration more, String key) {
        Optional<Setting> setting = more.take(key);
        int gain = setting.map(it -> it.integer(1, MOST_GAIN)).orElse(1);
        if (Integer.bitCount(gain) != 1) {
            throw setting.orElseThrow().refused(key + " is a power of two up to " + MOST_GAIN);
        }
        return gain;
    }
}
