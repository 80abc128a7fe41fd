package org.smartmeter.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// What a demonstration shall be.
///
/// @param homes how many homes live in the neighbourhood, beside the replayed ones
/// @param port where the pages are served on loopback; 0 takes a free one
/// @param data directory that keeps everything from one start to the next
/// @param speed how many times faster than life time runs; 1 is live
/// @param replays minute files of real homes, each replayed through a meter of its own
/// @param zone where the neighbourhood lies
public record DemoSettings(
        int homes, int port, Path data, double speed, List<Replayed> replays, ZoneId zone) {

    /// How long the link was down before the homes come up.
    public static final Duration PAST = Duration.ofDays(35);

    public DemoSettings {
        replays = List.copyOf(replays);
    }

    /// Reads the files to replay as well.
    ///
    /// @throws IllegalArgumentException naming file, line and reason if one cannot be replayed
    public static DemoSettings reading(
            int homes, int port, Path data, double speed, List<Path> replays, ZoneId zone)
            throws IOException {
        List<Replayed> files = new ArrayList<>();
        for (Path file : replays) {
            files.add(Replayed.read(files.size(), file, zone));
        }
        return new DemoSettings(homes, port, data, speed, files, zone);
    }
}
