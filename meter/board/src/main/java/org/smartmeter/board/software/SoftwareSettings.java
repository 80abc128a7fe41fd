package org.smartmeter.board.software;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.Setting;
import org.smartmeter.device.SoftwareVersion;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.Ed25519Verifier;

/// How a board takes software updates. Keys of its configuration:
///
/// - `software.key`: file with the maker's public key, 64 hexadecimal digits. Without it the meter
///   takes no updates
/// - `software.board`: the kind of board that images must be for; `generic` where it is not said
///
/// @param running slot that the launcher started
public record SoftwareSettings(Ed25519Verifier maker, String board, Slot running) {

    private static final String SLOT = "METER_SLOT";
    private static final String USUAL_BOARD = "generic";

    /// Empty if this board takes no updates: nobody's key is known, or no launcher started this.
    ///
    /// @param environment of the process: the launcher says which slot it started
    public static Optional<SoftwareSettings> read(
            Configuration configuration, Map<String, String> environment) {
        Optional<Ed25519Verifier> maker =
                configuration.take("software.key").map(SoftwareSettings::key);
        String board = configuration.take("software.board").map(Setting::value).orElse(USUAL_BOARD);
        Optional<Slot> running = Optional.ofNullable(environment.get(SLOT)).flatMap(Slot::of);
        return maker.flatMap(key -> running.map(slot -> new SoftwareSettings(key, board, slot)));
    }

    private static Ed25519Verifier key(Setting setting) {
        try {
            String digits = Files.readString(setting.path()).strip();
            return Ed25519.verifier(HexFormat.of().parseHex(digits));
        } catch (IOException e) {
            throw setting.refused("cannot read the key: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw setting.refused(setting.value() + " holds no Ed25519 public key in hexadecimal");
        }
    }

    /// Opens the update's files.
    ///
    /// @param directory of the software: `boot.0`, `boot.1`, the slots `a` and `b`, and `brought`
    /// for images that somebody brings
    /// @param software that runs, by name and version
    public SoftwareUpdate open(Path directory, String software, SoftwareUpdate.Outlook outlook) {
        Installer installer =
                new Installer(
                        DirectoryFiles.open(directory.resolve("fetched")),
                        new DirectorySlots(directory),
                        new UtilityImages(directory.resolve("brought")),
                        new Acceptance(maker, board, SoftwareVersion.in(software)));
        return new SoftwareUpdate(
                BootFile.open(DirectoryFiles.open(directory)),
                running,
                new InstallerThread(installer),
                outlook);
    }
}
