package org.smartmeter.benchmarks.intake;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.smartmeter.device.MeterKeys;

/// The second process where uploads are small: meters that were enrolled before connect, say
/// `ready`, wait for a line on standard input, and send all at once. `PressProcess DIRECTORY
/// FIRST_ROW UPLOADS ROWS METER…`, the first row's time in seconds since 1970.
public final class PressProcess {

    private PressProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Instant first = Instant.ofEpochSecond(Long.parseLong(arguments[1]));
        int uploads = Integer.parseInt(arguments[2]);
        int rows = Integer.parseInt(arguments[3]);
        List<PressingMeter> meters = new ArrayList<>();
        for (int i = 4; i < arguments.length; i++) {
            MeterKeys keys =
                    MeterKeys.load(directory.resolve(arguments[i]).resolve("keys")).orElseThrow();
            meters.add(
                    new PressingMeter(
                            keys,
                            new QuarterHours(i, first),
                            first.getEpochSecond(),
                            uploads,
                            rows));
        }
        meters.forEach(PressingMeter::connect);
        for (PressingMeter meter : meters) {
            meter.awaitConnected();
        }
        System.out.println("ready");
        System.out.flush();
        if (System.in.read() < 0) {
            return;
        }
        meters.forEach(PressingMeter::press);
        while (System.in.read() >= 0) {
            continue;
        }
    }
}
