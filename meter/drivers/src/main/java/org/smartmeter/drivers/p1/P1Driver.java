package org.smartmeter.drivers.p1;

import java.util.List;
import org.smartmeter.device.Configuration;
import org.smartmeter.drivers.serial.LineSettings;
import org.smartmeter.drivers.serial.PushedTelegrams;
import org.smartmeter.drivers.serial.SerialKind;

/// `source = p1 DEVICE`: a meter with a P1 port. Its speed (115,200 Bd from DSMR 4 on, 9,600 Bd
/// with seven bits before) is found by trying, unless `source.baud` says it.
public final class P1Driver extends SerialKind {

    /// `F9(3,3)` in version 4 and 5, so that a counter has six digits before the point.
    private static final int DIGITS = 6;

    private static final int VERSION_4_BAUD = 115_200;
    private static final int VERSION_2_BAUD = 9_600;

    public P1Driver() {
        super("p1", DIGITS);
    }

    @Override
    protected DialogueMaker dialogue(Configuration more) {
        List<LineSettings> speeds =
                number(more, "source.baud", 300, VERSION_4_BAUD)
                        .map(baud -> List.of(settings(baud)))
                        .orElse(List.of(settings(VERSION_4_BAUD), settings(VERSION_2_BAUD)));
        return () -> new PushedTelegrams(new P1Format(P1Format.DUTCH), speeds);
    }

    private static LineSettings settings(int baud) {
        return baud > VERSION_2_BAUD ? LineSettings.of8N1(baud) : LineSettings.of7E1(baud);
    }
}
