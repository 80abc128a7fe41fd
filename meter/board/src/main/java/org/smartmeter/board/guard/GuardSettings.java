package org.smartmeter.board.guard;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.device.Setting;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.Relay;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.device.tamper.TamperPart;
import org.smartmeter.device.tamper.TamperSensors;
import org.smartmeter.device.tamper.TamperSettings;
import org.smartmeter.drivers.gpio.GpioButton;
import org.smartmeter.drivers.gpio.GpioLines;
import org.smartmeter.drivers.gpio.GpioRelay;
import org.smartmeter.drivers.gpio.GpioSensors;
import org.smartmeter.drivers.gpio.Pin;

/// What switches the supply and what watches the meter. Keys:
///
/// - `relay`: `gpio CHIP ON OFF FEEDBACK`, a latching relay on a board's pins; `none` for a meter
///   without a switch; where it is not said, the front end's own (a simulated home has one)
/// - `supply.mode`: control mode of the disconnect control, 0…6; 5 where it is not said
/// - `supply.button`: `gpio CHIP PIN`, active while somebody holds the meter's own button down
/// - `tamper.terminal-cover`, `tamper.main-cover`, `tamper.magnet`: `gpio CHIP PIN`, active while
///   the cover is off or there is a field
/// - `tamper.feed-in`: `yes` where the home may feed in, so that a reversed current is no fraud
public final class GuardSettings {

    private static final String NONE = "none";
    private static final int HIGHEST_MODE = 6;

    /// How the meter comes by its relay.
    private enum From {
        FRONT_END,
        PINS,
        NOWHERE
    }

    private final From from;
    private final Optional<GpioLines.Chosen<GpioRelay>> relay;
    private final ControlMode mode;
    private final Optional<GpioLines.Chosen<GpioButton>> button;
    private final Optional<GpioLines.Chosen<Pin>> terminalCover;
    private final Optional<GpioLines.Chosen<Pin>> mainCover;
    private final Optional<GpioLines.Chosen<Pin>> magnet;
    private final boolean feedsIn;
    private final long fingerprint;

    private GuardSettings(Configuration configuration) {
        Optional<Setting> said = configuration.take("relay");
        Optional<Setting> pins = said.filter(setting -> !setting.value().equals(NONE));
        from = pins.isPresent() ? From.PINS : said.isPresent() ? From.NOWHERE : From.FRONT_END;
        relay = pins.map(GpioLines::relay);
        mode =
                configuration
                        .take("supply.mode")
                        .map(setting -> ControlMode.values()[setting.integer(0, HIGHEST_MODE)])
                        .orElse(ControlMode.MODE_5);
        button = configuration.take("supply.button").map(GpioLines::button);
        terminalCover = configuration.take("tamper.terminal-cover").map(GpioLines::input);
        mainCover = configuration.take("tamper.main-cover").map(GpioLines::input);
        magnet = configuration.take("tamper.magnet").map(GpioLines::input);
        feedsIn = configuration.take("tamper.feed-in").map(Setting::yes).orElse(false);
        fingerprint = Fingerprint.of(configuration);
    }

    /// @throws BadConfigurationException if a key does not fit
    public static GuardSettings read(Configuration configuration) {
        return new GuardSettings(configuration);
    }

    /// @param frontEnd may bring a relay
    /// @param volts declared of the supply
    /// @param random draws the time of a reconnection that is spread
    /// @throws IOException if a line of the board is not there
    public Guard open(FrontEnd frontEnd, double volts, RandomGenerator random) throws IOException {
        Deque<Runnable> held = new ArrayDeque<>();
        try {
            Optional<Relay> switching = relay(frontEnd, held);
            TamperSensors sensors = sensors(held);
            Optional<GpioButton> pressed = opened(button, held, it -> it::close);
            Optional<SupplyPart> supply = switching.map(it -> new SupplyPart(mode, it, random));
            TamperPart watch =
                    new TamperPart(
                            new TamperSettings(volts, feedsIn, fingerprint),
                            sensors,
                            () -> supply.map(it -> it.status().mayFlow()).orElse(true));
            return new Guard(supply, watch, pressed.map(it -> it), held);
        } catch (IOException | RuntimeException e) {
            held.forEach(Runnable::run);
            throw e;
        }
    }

    private Optional<Relay> relay(FrontEnd frontEnd, Deque<Runnable> held) throws IOException {
        return switch (from) {
            case FRONT_END -> frontEnd.relay();
            case NOWHERE -> Optional.empty();
            case PINS -> {
                Optional<GpioRelay> opened = opened(relay, held, it -> it::letGo);
                yield opened.map(it -> it);
            }
        };
    }

    private TamperSensors sensors(Deque<Runnable> held) throws IOException {
        if (terminalCover.or(() -> mainCover).or(() -> magnet).isEmpty()) {
            return TamperSensors.NONE;
        }
        return new GpioSensors(
                opened(terminalCover, held, it -> it::close),
                opened(mainCover, held, it -> it::close),
                opened(magnet, held, it -> it::close));
    }

    private static <T> Optional<T> opened(
            Optional<GpioLines.Chosen<T>> chosen, Deque<Runnable> held, Function<T, Runnable> letGo)
            throws IOException {
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        T opened = chosen.get().open();
        held.push(letGo.apply(opened));
        return Optional.of(opened);
    }
}
