package org.smartmeter.device.display.http;

import java.util.Optional;
import java.util.function.Supplier;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.DeviceStatus;
import org.smartmeter.device.display.HomeDisplay;
import org.smartmeter.device.display.Json;
import org.smartmeter.device.display.Picture;
import org.smartmeter.device.display.PictureJson;
import org.smartmeter.terms.MeterId;

/// What the page's addresses answer: the picture and what stands beside it.
///
/// @param pinSet whether the buttons need a PIN
/// @param status of the device, once it runs
record DisplayState(
        MeterId meter,
        String software,
        boolean pinSet,
        HomeDisplay display,
        BoardClock clock,
        Supplier<Optional<DeviceStatus>> status) {

    /// What changes each second, and who the meter is.
    String now(Optional<Picture> picture) {
        return Json.object(
                json -> {
                    json.put("meter", meter.value())
                            .put("software", software)
                            .put("zone", display.zone().getId())
                            .put("pin", pinSet);
                    PictureJson.now(json, picture, status.get(), clock.now());
                });
    }

    /// Everything at once, for who asks now and then.
    String all() {
        Optional<Picture> picture = display.picture();
        return Json.object(
                json -> {
                    json.put("meter", meter.value())
                            .put("software", software)
                            .put("zone", display.zone().getId())
                            .put("pin", pinSet);
                    PictureJson.now(json, picture, status.get(), clock.now());
                    picture.ifPresent(
                            shown ->
                                    json.object(
                                            "utility", inner -> PictureJson.notices(inner, shown)));
                });
    }
}
