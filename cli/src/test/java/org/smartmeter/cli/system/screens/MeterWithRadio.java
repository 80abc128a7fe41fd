package org.smartmeter.cli.system.screens;

import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.board.wifi.Credentials;
import org.smartmeter.board.wifi.NetworksPath;
import org.smartmeter.board.wifi.WifiPart;
import org.smartmeter.board.wifi.WifiPath;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceKeys;
import org.smartmeter.device.DeviceMemory;
import org.smartmeter.device.DeviceRunner;
import org.smartmeter.device.DeviceSettings;
import org.smartmeter.device.Part;
import org.smartmeter.device.display.http.DisplaySettings;
import org.smartmeter.device.screens.ScreenSettings;
import org.smartmeter.device.screens.Screens;
import org.smartmeter.simulator.fleet.NoLine;
import org.smartmeter.simulator.wifi.ModelWifi;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.OrderKeys;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.SealKeys;

/// A meter with its page, a radio and routers around it, and no way to a utility.
final class MeterWithRadio implements AutoCloseable {

    private static final MeterId METER = new MeterId("SEM0000000000077");
    private static final int SIGNATURE_BYTES = 64;

    private final Screens screens;
    private final DeviceRunner runner;

    private MeterWithRadio(Screens screens, DeviceRunner runner) {
        this.screens = screens;
        this.runner = runner;
    }

    static MeterWithRadio start(Path directory, ModelWifi wifi) {
        BoardClock clock = BoardClock.system();
        WifiPart radio = new WifiPart(wifi, new Credentials("Meter-000077", "printed on case"));
        Screens screens =
                Screens.open(
                        new ScreenSettings(
                                ZoneOffset.UTC,
                                Optional.of(DisplaySettings.loopback()),
                                Optional.empty()),
                        METER,
                        "smart-meter",
                        clock,
                        Optional.empty(),
                        List.of(new WifiPath(radio), new NetworksPath(radio)));
        List<Part> parts = new ArrayList<>(screens.parts());
        parts.add(radio);
        Device device =
                Device.start(
                        DeviceSettings.of(
                                        METER, "smart-meter", Instant.parse("2026-11-22T00:00:00Z"))
                                .withTrustedBoardClock(),
                        DeviceMemory.at(directory),
                        keys(),
                        new NoLine(),
                        new SecureRandom(),
                        parts,
                        clock.now());
        DeviceRunner runner = new DeviceRunner(clock, 1);
        DeviceRunner.Running running = runner.run(device, (now, windows) -> Instant.MAX);
        screens.runs(running::status);
        return new MeterWithRadio(screens, runner);
    }

    private static DeviceKeys keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519");
            KeyPair meter = generator.generateKeyPair();
            KeyPair utility = generator.generateKeyPair();
            return new DeviceKeys(
                    SealKeys.agree(meter.getPrivate(), RawKeys.raw(utility.getPublic()), METER),
                    1,
                    new OrderKeys((message, signature) -> false, (message, signature) -> false),
                    message -> new byte[SIGNATURE_BYTES]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has X25519", e);
        }
    }

    URI page() {
        return screens.page().orElseThrow();
    }

    @Override
    public void close() {
        screens.close();
        runner.close();
    }
}
