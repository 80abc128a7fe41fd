package org.smartmeter.board;

import java.util.List;
import java.util.stream.Collectors;
import org.smartmeter.device.CalibrationFile;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.FrontEndKind;
import org.smartmeter.device.Setting;

/// The front end that was chosen.
record Source(FrontEndKind kind, FrontEndKind.Chosen chosen) {

    static Source read(Setting setting, List<FrontEndKind> kinds, Configuration more) {
        String word = setting.words().stream().findFirst().orElse("");
        FrontEndKind kind =
                kinds.stream()
                        .filter(each -> each.word().equalsIgnoreCase(word))
                        .findFirst()
                        .orElseThrow(() -> setting.refused("source is " + usages(kinds)));
        if (!kind.takesSamples()) {
            more.take(CalibrationFile.KEY).ifPresent(calibration -> refuse(calibration, kind));
        }
        return new Source(kind, kind.read(setting, more));
    }

    private static void refuse(Setting calibration, FrontEndKind kind) {
        throw calibration.refused(
                "calibration makes volts and amperes of samples; '"
                        + kind.usage()
                        + "' brings measured values");
    }

    static String usages(List<FrontEndKind> kinds) {
        return kinds.stream()
                .map(kind -> "'" + kind.usage() + "'")
                .collect(Collectors.joining(" or "));
    }
}
