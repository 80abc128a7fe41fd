package org.smartmeter.drivers;

import java.util.List;
import org.smartmeter.device.FrontEndKind;
import org.smartmeter.drivers.adc.AdcDriver;
import org.smartmeter.drivers.iec62056.OpticalDriver;
import org.smartmeter.drivers.p1.P1Driver;
import org.smartmeter.drivers.pzem.PzemDriver;
import org.smartmeter.drivers.sml.SmlDriver;

/// The drivers there are. Another one is a folder beside these and a line here.
public final class Drivers {

    private Drivers() {}

    public static List<FrontEndKind> all() {
        return List.of(
                new P1Driver(),
                new SmlDriver(),
                new OpticalDriver(),
                new PzemDriver(),
                new AdcDriver());
    }
}
