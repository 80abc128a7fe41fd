package org.smartmeter.drivers.iec62056;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.Setting;
import org.smartmeter.drivers.serial.LineSettings;
import org.smartmeter.drivers.serial.PushedTelegrams;
import org.smartmeter.drivers.serial.SerialKind;

/// `source = iec62056-21 DEVICE`: a meter under an optical head. Further keys:
///
/// - `source.mode`: `c` asks (usual), `d` listens
/// - `source.period`: seconds between two readings in mode C, 60 where it is not said
/// - `source.address`: the meter's own, where several are on the line
/// - `source.baud`: of mode D; found by trying where it is not said
public final class OpticalDriver extends SerialKind {

    private static final int DIGITS = 6;
    private static final int USUAL_PERIOD = 60;

    private enum Mode {
        C,
        D
    }

    public OpticalDriver() {
        super("iec62056-21", DIGITS);
    }

    @Override
    protected DialogueMaker dialogue(Configuration more) {
        Mode mode = more.take("source.mode").map(it -> it.oneOf(Mode.class)).orElse(Mode.C);
        int period = number(more, "source.period", 5, 86_400).orElse(USUAL_PERIOD);
        String address = more.take("source.address").map(OpticalDriver::address).orElse("");
        List<LineSettings> speeds =
                speeds(
                        more,
                        LineSettings.Form.SEVEN_EVEN_ONE,
                        List.of(LineSettings.of7E1(9_600), LineSettings.of7E1(2_400)));
        return switch (mode) {
            case C -> () -> new ModeC(address, Duration.ofSeconds(period));
            case D -> () -> new PushedTelegrams(new ReadoutFormat(Optional.empty()), speeds);
        };
    }

    /// Up to 32 printable characters (clause 6.3.1).
    private static String address(Setting setting) {
        if (!setting.value().matches("[0-9A-Za-z ]{1,32}")) {
            throw setting.refused(
                    "source.address has 1 to 32 letters and digits, not '" + setting.value() + "'");
        }
        return setting.value();
    }
}
