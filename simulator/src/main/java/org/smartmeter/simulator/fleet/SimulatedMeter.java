package org.smartmeter.simulator.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.BuiltSoftware;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceKeys;
import org.smartmeter.device.DeviceMemory;
import org.smartmeter.device.DeviceSettings;
import org.smartmeter.device.Part;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.simulator.MeasurementSource;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.LineConnector;

/// One meter of a fleet and the directory it lives in: `keys/` from its enrolment, `memory/` with
/// journal and registers, and `lived-until`, the true time up to which its home was simulated.
public final class SimulatedMeter {

    private static final String SOFTWARE = BuiltSoftware.running().meter() + " (simulated home)";
    private static final String LIVED_UNTIL = "lived-until";

    private final MeterId meter;
    private final Path directory;
    private final DeviceSettings settings;
    private final DeviceKeys keys;

    /// @param directory the meter's own; made if absent
    /// @param buildDate of the software: no time can be before it
    public SimulatedMeter(DeviceSettings settings, DeviceKeys keys, Path directory) {
        this.meter = settings.meter();
        this.directory = directory;
        this.settings = settings;
        this.keys = keys;
    }

    /// Settings of a simulated meter: its board knows the time, since the simulation does.
    public static DeviceSettings settings(MeterId meter, Instant buildDate) {
        return DeviceSettings.of(meter, SOFTWARE, buildDate).withTrustedBoardClock();
    }

    public MeterId meter() {
        return meter;
    }

    /// Up to when this meter's home has been simulated; empty before the first time.
    public Optional<Instant> livedUntil() {
        Path file = directory.resolve(LIVED_UNTIL);
        try {
            return Files.exists(file)
                    ? Optional.of(Instant.parse(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (DateTimeParseException e) {
            throw new IllegalStateException(
                    file + " holds no time; delete the meter's directory", e);
        }
    }

    /// Remembers how far the home was simulated.
    public void lived(Instant until) {
        Path file = directory.resolve(LIVED_UNTIL);
        try {
            Files.createDirectories(directory);
            Files.writeString(file, until + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// Lives through the source's time up to an instant as fast as it goes, with the link down: the
    /// very device measures, counts and journals as it would have day by day. If the process dies
    /// meanwhile, a first past is lived again from its start.
    ///
    /// @return the time reached: the end of the last window
    public Instant liveThrough(MeasurementSource source, Instant until) {
        if (livedUntil().isEmpty()) {
            forget(directory.resolve("memory"));
        }
        Instant begin = source.end();
        try (Device device =
                Device.start(
                        settings,
                        unforcedMemory(),
                        keys,
                        new NoLine(),
                        new SecureRandom(),
                        begin)) {
            Instant due = device.run(begin);
            while (source.hasNext() && source.end().isBefore(until)) {
                device.measured(source.next(), source.end());
                source.quality().forEach(device::quality);
                if (!due.isAfter(source.end())) {
                    due = device.run(source.end());
                }
            }
            device.run(source.end());
        }
        lived(source.end());
        return source.end();
    }

    /// Switches the meter on, its link open, without parts.
    public Device start(LineConnector connector, Instant boardTime) {
        return start(connector, List.of(), boardTime);
    }

    /// Switches the meter on, its link open.
    ///
    /// @param parts what it has beside registers and link
    public Device start(LineConnector connector, List<Part> parts, Instant boardTime) {
        return Device.start(
                settings,
                DeviceMemory.at(directory.resolve("memory")),
                keys,
                connector,
                new SecureRandom(),
                parts,
                boardTime);
    }

    private DeviceMemory unforcedMemory() {
        Path memory = directory.resolve("memory");
        return new DeviceMemory(
                new ForcedAtTheEnd(DirectoryFiles.open(memory.resolve("journal"))),
                new ForcedAtTheEnd(DirectoryFiles.open(memory.resolve("state"))),
                JournalSettings.DEFAULT);
    }

    private static void forget(Path memory) {
        if (!Files.exists(memory)) {
            return;
        }
        try (var files = Files.walk(memory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + memory, e);
        }
    }
}
