package org.smartmeter.drivers.pzem;

import java.time.Duration;
import org.smartmeter.device.Configuration;
import org.smartmeter.drivers.serial.SerialKind;

/// `source = pzem DEVICE`: a PZEM-004T version 3. Further keys:
///
/// - `source.address`: 1 to 247; without it whichever module is there answers, so only one may be
/// - `source.period`: seconds between two readings, 1 where it is not said
public final class PzemDriver extends SerialKind {

    /// It counts to 9999.99 kWh.
    private static final int DIGITS = 4;

    public PzemDriver() {
        super("pzem", DIGITS);
    }

    @Override
    protected DialogueMaker dialogue(Configuration more) {
        int station = number(more, "source.address", 1, 247).orElse(PzemDialogue.ANYONE);
        int period = number(more, "source.period", 1, 3_600).orElse(1);
        return () -> new PzemDialogue(station, Duration.ofSeconds(period));
    }
}
