package org.smartmeter.device.screens;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.DeviceStatus;
import org.smartmeter.device.Part;
import org.smartmeter.device.button.ButtonPart;
import org.smartmeter.device.button.PushButton;
import org.smartmeter.device.display.DisplayState;
import org.smartmeter.device.display.HomeDisplay;
import org.smartmeter.device.display.http.DisplayServer;
import org.smartmeter.device.display.http.DisplaySettings;
import org.smartmeter.device.display.http.LocalPath;
import org.smartmeter.device.homeassistant.HomeAssistantBridge;
import org.smartmeter.device.homeassistant.HomeAssistantSettings;
import org.smartmeter.device.notices.Notices;
import org.smartmeter.device.supply.SupplyButtons;
import org.smartmeter.terms.MeterId;

/// The screens of one meter: made before its device, which takes the parts; opened at once, so that
/// a page answers while the meter starts; told of the device when it runs.
public final class Screens implements AutoCloseable {

    private final Notices notices = new Notices();
    private final HomeDisplay display;
    private final DisplayState state;
    private final AtomicReference<Supplier<Optional<DeviceStatus>>> status =
            new AtomicReference<>(Optional::empty);
    private Optional<ServedPage> page = Optional.empty();
    private Optional<HomeAssistantBridge> homeAssistant = Optional.empty();

    private Screens(
            ScreenSettings settings,
            MeterId meter,
            String software,
            BoardClock clock,
            Optional<SupplyButtons> supply) {
        display = new HomeDisplay(settings.zone(), notices, supply);
        boolean pinSet = settings.page().flatMap(DisplaySettings::pin).isPresent();
        state = new DisplayState(meter, software, pinSet, display, clock, () -> status.get().get());
    }

    /// @param software name and version, shown at the foot of the page
    /// @param supply what switches this meter's supply, if it has a switch
    /// @param paths what other features of the meter add to the page
    /// @throws BadConfigurationException if the broker's authority is none
    public static Screens open(
            ScreenSettings settings,
            MeterId meter,
            String software,
            BoardClock clock,
            Optional<SupplyButtons> supply,
            List<LocalPath> paths) {
        Screens screens = new Screens(settings, meter, software, clock, supply);
        screens.page =
                settings.page()
                        .map(
                                page ->
                                        new ServedPage(
                                                () ->
                                                        DisplayServer.start(
                                                                page, screens.state, paths),
                                                page.address()));
        screens.homeAssistant =
                settings.homeAssistant()
                        .map(broker -> screens.announce(broker, meter, software, clock));
        return screens;
    }

    private HomeAssistantBridge announce(
            HomeAssistantSettings settings, MeterId meter, String software, BoardClock clock) {
        try {
            return HomeAssistantBridge.start(settings, meter, software, display, clock);
        } catch (IllegalArgumentException e) {
            page.ifPresent(ServedPage::close);
            throw new BadConfigurationException("homeassistant.authority: " + e.getMessage());
        }
    }

    /// What the device has to have, in this order; behind the part that switches the supply.
    public List<Part> parts() {
        return Stream.concat(Stream.of(notices, display), page.stream()).toList();
    }

    /// A button on the meter that does what the one on the page does: a part behind [#parts].
    public Part operatedBy(PushButton button) {
        return new ButtonPart(button, display.supply(), notices);
    }

    /// The device runs.
    public void runs(Supplier<DeviceStatus> device) {
        status.set(() -> Optional.of(device.get()));
    }

    /// What is shown now, as JSON, for a screen in the same process.
    public String now() {
        return state.all();
    }

    /// Where the local page is, if there is one and its address could be had.
    public Optional<URI> page() {
        return page.flatMap(ServedPage::server).map(DisplayServer::address);
    }

    /// Closes the screens; the device goes on.
    @Override
    public void close() {
        homeAssistant.ifPresent(HomeAssistantBridge::close);
        page.ifPresent(ServedPage::close);
    }
}
