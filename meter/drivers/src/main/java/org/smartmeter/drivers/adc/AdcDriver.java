package org.smartmeter.drivers.adc;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.CalibrationFile;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.FrontEndKind;
import org.smartmeter.device.Setting;
import org.smartmeter.drivers.adc.linux.ReadyLine;
import org.smartmeter.drivers.adc.linux.SpiDevice;
import org.smartmeter.metrology.Calibration;

/// `source = ads131m04 SPIDEV GPIOCHIP PIN`: a converter on `/dev/spidev0.0` whose data-ready line
/// is a pin of `/dev/gpiochip0`; channel 0 is the voltage, channel 1 the current. Further keys:
///
/// - `source.calibration`: the file of coefficients that `smartmeter calibrate` wrote
/// - `source.rate`: 4000 (usual) or 8000 samples a second
/// - `source.gain.v`, `source.gain.i`: of the converter, a power of two up to 128, usually 1
/// - `source.mains`: 50 (usual) or 60 Hz
public final class AdcDriver implements FrontEndKind {

    private static final int BUS_HERTZ = 8_192_000;
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
    public Chosen read(Setting source, Configuration more) {
        List<String> words = source.words();
        if (words.size() != 4) {
            throw source.refused("source is '" + usage() + "'");
        }
        int pin =
                new Setting(source.file(), source.line(), "the pin", words.get(3))
                        .integer(0, MOST_PIN);
        Calibration calibration = calibration(source, more);
        int rate = oneOf(more, "source.rate", 4_000, 8_000);
        int mains = oneOf(more, "source.mains", 50, 60);
        AdcSettings settings =
                AdcSettings.ofRate(
                        rate,
                        List.of(gain(more, "source.gain.v"), gain(more, "source.gain.i"), 1, 1));
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
                return new AdcFrontEnd(bus, ready, settings, mains, calibration, from);
            } catch (IOException e) {
                ready.close();
                bus.close();
                throw e;
            }
        };
    }

    private static Calibration calibration(Setting source, Configuration more) {
        Setting setting =
                more.take("source.calibration")
                        .orElseThrow(
                                () ->
                                        source.refused(
                                                "source.calibration is missing: the file that"
                                                        + " smartmeter calibrate wrote"));
        Calibration calibration = CalibrationFile.read(setting.path());
        if (calibration.channels().size() != 2) {
            throw setting.refused(
                    setting.value()
                            + " is of "
                            + calibration.channels().size()
                            + " channels; this front end has v1 and i1");
        }
        return calibration;
    }

    private static int oneOf(Configuration more, String key, int usual, int other) {
        Optional<Setting> setting = more.take(key);
        int value = setting.map(it -> it.integer(usual, other)).orElse(usual);
        if (value != usual && value != other) {
            throw setting.orElseThrow().refused(key + " is " + usual + " or " + other);
        }
        return value;
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
