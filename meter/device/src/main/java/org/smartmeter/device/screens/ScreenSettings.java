package org.smartmeter.device.screens;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.Setting;
import org.smartmeter.device.display.http.DisplaySettings;
import org.smartmeter.device.homeassistant.HomeAssistantSettings;

/// The screens of a meter.
///
/// @param zone of the home: when its day begins
/// @param page the local page, if one is wanted
/// @param homeAssistant the broker to announce it to Home Assistant, if one is
public record ScreenSettings(
        ZoneId zone,
        Optional<DisplaySettings> page,
        Optional<HomeAssistantSettings> homeAssistant) {

    /// From `zone` and what each screen takes of its own.
    public static ScreenSettings of(Configuration configuration) {
        return new ScreenSettings(
                configuration.take("zone").map(Setting::zone).orElse(ZoneOffset.UTC),
                DisplaySettings.of(configuration),
                HomeAssistantSettings.of(configuration));
    }
}
