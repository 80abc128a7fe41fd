package org.smartmeter.drivers.sml;

import java.util.List;
import org.smartmeter.device.Configuration;
import org.smartmeter.drivers.serial.LineSettings;
import org.smartmeter.drivers.serial.PushedTelegrams;
import org.smartmeter.drivers.serial.SerialKind;

/// `source = sml DEVICE`: a German meter under an optical head, 9,600 Bd unless `source.baud` says
/// another. Its counters are of 64 bits and do not roll over.
public final class SmlDriver extends SerialKind {

    private static final int BAUD = 9_600;

    public SmlDriver() {
        super("sml", 0);
    }

    @Override
    protected DialogueMaker dialogue(Configuration more) {
        List<LineSettings> speeds =
                speeds(more, LineSettings.Form.EIGHT_NONE_ONE, List.of(LineSettings.of8N1(BAUD)));
        return () -> new PushedTelegrams(new SmlFormat(), speeds);
    }
}
