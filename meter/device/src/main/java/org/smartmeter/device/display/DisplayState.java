package org.smartmeter.device.display;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.DeviceStatus;
import org.smartmeter.terms.MeterId;

/// What screens are told: the picture and what stands beside it, as JSON.
///
/// @param software name and version
/// @param pinSet whether the buttons need a PIN
/// @param clock the board's, the one that the device runs on
/// @param status of the device, once it runs
public record DisplayState(
        MeterId meter,
        String software,
        boolean pinSet,
        HomeDisplay display,
        BoardClock clock,
        Supplier<Optional<DeviceStatus>> status) {

    /// What changes each second, and who the meter is.
    public String now(Optional<Picture> picture) {
        return with(picture, json -> {});
    }

    /// Everything at once, for who asks now and then; the notices count as shown.
    public String all() {
        display.looked();
        Optional<Picture> picture = display.picture();
        return with(
                picture,
                json ->
                        picture.ifPresent(
                                shown ->
                                        json.object(
                                                "utility",
                                                inner -> PictureJson.notices(inner, shown))));
    }

    private String with(Optional<Picture> picture, Consumer<Json> more) {
        return Json.object(
                json -> {
                    json.put("meter", meter.value())
                            .put("software", software)
                            .put("zone", display.zone().getId())
                            .put("pin", pinSet);
                    PictureJson.now(json, picture, status.get(), clock.now());
                    more.accept(json);
                });
    }
}
