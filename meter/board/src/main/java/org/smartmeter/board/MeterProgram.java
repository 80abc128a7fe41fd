package org.smartmeter.board;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.board.guard.Guard;
import org.smartmeter.board.guard.GuardSettings;
import org.smartmeter.board.memory.MemorySetting;
import org.smartmeter.board.service.Progress;
import org.smartmeter.board.software.SoftwareSettings;
import org.smartmeter.board.wifi.NetworksPath;
import org.smartmeter.board.wifi.WifiPart;
import org.smartmeter.board.wifi.WifiPath;
import org.smartmeter.board.wifi.WifiSettings;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.BuiltSoftware;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceRunner;
import org.smartmeter.device.DeviceSettings;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.device.FrontEndKind;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.MqttLineConnector;
import org.smartmeter.device.Part;
import org.smartmeter.device.RegisterSettings;
import org.smartmeter.device.Setting;
import org.smartmeter.device.display.http.LocalPath;
import org.smartmeter.device.quality.QualityJournal;
import org.smartmeter.device.quality.QualityLimits;
import org.smartmeter.device.screens.ScreenSettings;
import org.smartmeter.device.screens.Screens;

/// One enrolled meter as its configuration describes it, not running yet. Keys of every board:
///
/// - `state.directory`: keys, journal, registers; the directory that was given to `meter enrol`
/// - `source`: where measurements come from, one of the kinds of front end this program has
/// - `calibration`: the coefficients of a front end with samples
/// - `memory`: `flash:DEVICE-OR-FILE`, as [MemorySetting] says; without it a directory below
///   `state.directory`
/// - `supply.voltage`, `supply.frequency`: declared, as [QualityLimits] says
/// - `watchdog.device`: the hardware watchdog to feed, like `/dev/watchdog`, if any
/// - `watchdog.windows`: seconds without a measured window after which the watchdogs starve; 0
///   where windows may stop while the board is well. Usually 30, or as long as the source can be
///   silent
/// - `zone`: of the home, for whatever goes by its local day; UTC where it is not said
/// - what [GuardSettings], [ScreenSettings], [SoftwareSettings] and [WifiSettings] take
public final class MeterProgram {

    private static final String SOURCE = "source";
    private static final int ONE_PHASE = 1;

    private final Path state;
    private final Source source;
    private final Watchdog watchdog;
    private final GuardSettings guard;
    private final MemorySetting memory;
    private final QualityLimits limits;
    private final ScreenSettings screens;
    private final Optional<SoftwareSettings> software;
    private final Optional<WifiSettings> wifi;
    private final MeterKeys keys;

    private MeterProgram(
            Path state,
            MemorySetting memory,
            Source source,
            QualityLimits limits,
            Watchdog watchdog,
            GuardSettings guard,
            ScreenSettings screens,
            Optional<SoftwareSettings> software,
            Optional<WifiSettings> wifi,
            MeterKeys keys) {
        this.state = state;
        this.memory = memory;
        this.limits = limits;
        this.software = software;
        this.wifi = wifi;
        this.screens = screens;
        this.guard = guard;
        this.watchdog = watchdog;
        this.source = source;
        this.keys = keys;
    }

    /// Reads the configuration and the keys of the enrolment; changes nothing.
    ///
    /// @param kinds of front end that `source` can name
    /// @throws BadConfigurationException naming file, line and reason
    public static MeterProgram read(Path file, List<FrontEndKind> kinds) {
        return read(file, kinds, Optional.empty());
    }

    /// The same where a configuration may leave the source out.
    public static MeterProgram read(Path file, List<FrontEndKind> kinds, String usualSource) {
        return read(file, kinds, Optional.of(new Setting(file, 0, SOURCE, usualSource)));
    }

    private static MeterProgram read(
            Path file, List<FrontEndKind> kinds, Optional<Setting> usualSource) {
        Configuration configuration = Configuration.read(file);
        Optional<Setting> state = configuration.take("state.directory");
        Optional<Source> source =
                configuration
                        .take(SOURCE)
                        .or(() -> usualSource)
                        .map(setting -> Source.read(setting, kinds, configuration));
        MemorySetting memory = MemorySetting.read(configuration);
        QualityLimits limits = QualityLimits.read(configuration);
        Watchdog watchdog = Watchdog.read(configuration);
        GuardSettings guard = GuardSettings.read(configuration);
        ScreenSettings screens = ScreenSettings.of(configuration);
        Optional<SoftwareSettings> software = SoftwareSettings.read(configuration, System.getenv());
        Optional<WifiSettings> wifi = WifiSettings.read(configuration);
        configuration.refuseRest();
        if (state.isEmpty()) {
            throw missing(file, "state.directory is missing: the directory given to meter enrol");
        }
        if (source.isEmpty()) {
            throw missing(file, "source is missing: " + Source.usages(kinds));
        }
        Path directory = state.get().path();
        return new MeterProgram(
                directory,
                memory,
                source.get(),
                limits,
                watchdog,
                guard,
                screens,
                software,
                wifi,
                keys(directory));
    }

    private static BadConfigurationException missing(Path file, String what) {
        return new BadConfigurationException(file + ": " + what);
    }

    private static MeterKeys keys(Path state) {
        try {
            return MeterKeys.load(state.resolve("keys"))
                    .orElseThrow(
                            () ->
                                    new BadConfigurationException(
                                            state
                                                    + ": no meter is enrolled there; run smartmeter meter enrol first"));
        } catch (IllegalStateException e) {
            throw new BadConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    public MeterKeys keys() {
        return keys;
    }

    /// Starts the meter.
    ///
    /// @throws IOException if the front end cannot be opened
    /// @throws java.io.UncheckedIOException if the memory cannot, or another process has it
    public RunningMeter start() throws IOException {
        BoardClock clock = BoardClock.system();
        FrontEnd frontEnd = source.chosen().open(clock.now());
        Progress progress = watchdog.progress(clock.now(), frontEnd.longestSilence());
        Guard guarding = guard(frontEnd);
        Outlook outlook = new Outlook(frontEnd.longestSilence());
        Optional<WifiPart> network =
                wifi.map(it -> it.part(it.watch(keys, outlook::isLinkUp), keys.meter()));
        Screens opened =
                Screens.open(
                        screens,
                        keys.meter(),
                        settings().software(),
                        clock,
                        guarding.buttons(),
                        network.map(MeterProgram::paths).orElseGet(List::of));
        try {
            List<Part> parts = parts(progress, limits, guarding, opened, frontEnd);
            network.ifPresent(parts::add);
            software.ifPresent(
                    it ->
                            parts.add(
                                    it.open(
                                            state.resolve("software"),
                                            settings().software(),
                                            outlook)));
            Device device =
                    Device.start(
                            settings(),
                            memory.open(state.resolve("memory")),
                            keys.deviceKeys(),
                            new MqttLineConnector(keys),
                            new SecureRandom(),
                            parts,
                            clock.now());
            DeviceRunner runner = new DeviceRunner(clock, 1);
            DeviceRunner.Running running = runner.run(device, frontEnd);
            opened.runs(running::status);
            outlook.runs(running::status);
            return new RunningMeter(
                    runner, running, watchdog, progress, guarding, opened, outlook, clock);
        } catch (RuntimeException e) {
            opened.close();
            guarding.close();
            frontEnd.close();
            throw e;
        }
    }

    private Guard guard(FrontEnd frontEnd) throws IOException {
        try {
            return guard.open(frontEnd, limits.volts(), new SecureRandom());
        } catch (IOException | RuntimeException e) {
            frontEnd.close();
            throw e;
        }
    }

    private static List<LocalPath> paths(WifiPart network) {
        return List.of(new WifiPath(network), new NetworksPath(network));
    }

    private DeviceSettings settings() {
        BuiltSoftware built = BuiltSoftware.running();
        String software = built.meter() + (source.kind().isSimulated() ? " (simulated home)" : "");
        DeviceSettings settings =
                DeviceSettings.of(keys.meter(), software, built.date())
                        .withSchedule(keys.schedule())
                        .withRegisters(ONE_PHASE, RegisterSettings.USUAL.in(screens.zone()));
        return source.kind().isSimulated() ? settings.withTrustedBoardClock() : settings;
    }

    /// What the meter has beside registers and link. Every feature joins here.
    private static List<Part> parts(
            Progress progress,
            QualityLimits limits,
            Guard guard,
            Screens screens,
            FrontEnd frontEnd) {
        List<Part> parts = new ArrayList<>();
        parts.add(progress);
        parts.add(new QualityJournal(limits));
        parts.addAll(guard.parts());
        parts.addAll(screens.parts());
        guard.ownButton().map(screens::operatedBy).ifPresent(parts::add);
        parts.addAll(frontEnd.parts());
        return parts;
    }
}
