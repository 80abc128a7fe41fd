package org.smartmeter.device;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A meter's configuration file: lines of `key = value`, `#` begins a comment. Whoever needs
/// a key takes it; when all have, [#refuseRest] names the first line that nobody took. So a feature
/// of the meter brings its keys along and nothing else needs to know them.
public final class Configuration {

    private static final long LONGEST_FILE_BYTES = 1 << 20;

    private final Path file;
    private final Map<String, Setting> settings;
    private final Set<String> known = new TreeSet<>();

    private Configuration(Path file, Map<String, Setting> settings) {
        this.file = file;
        this.settings = settings;
    }

    /// @throws BadConfigurationException if it cannot be read, naming file, line and reason
    public static Configuration read(Path file) {
        return of(file, lines(file));
    }

    /// The same from lines that are there already.
    ///
    /// @param file named in refusals; relative paths lie beside it
    public static Configuration of(Path file, List<String> lines) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                put(settings, setting(file, i + 1, text));
            }
        }
        return new Configuration(file, settings);
    }

    private static Setting setting(Path file, int line, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new BadConfigurationException(
                    file + ":" + line + ": '" + text + "' is not key = value");
        }
        String key = text.substring(0, equals).strip();
        return new Setting(file, line, key, text.substring(equals + 1).strip());
    }

    private static void put(Map<String, Setting> settings, Setting setting) {
        Setting before = settings.putIfAbsent(setting.key(), setting);
        if (before != null) {
            throw setting.refused(setting.key() + " stands in line " + before.line() + " already");
        }
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new BadConfigurationException(file + ": is a directory, a file is wanted");
            }
            if (Files.size(file) > LONGEST_FILE_BYTES) {
                throw new BadConfigurationException(file + ": longer than a configuration can be");
            }
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new BadConfigurationException(file + ": no such file");
        } catch (AccessDeniedException e) {
            throw new BadConfigurationException(file + ": permission denied");
        } catch (CharacterCodingException e) {
            throw new BadConfigurationException(file + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new BadConfigurationException(file + ": " + e.getMessage());
        }
    }

    public Path file() {
        return file;
    }

    /// The setting of a key, if it is there; it counts as taken. Several may take the same.
    public Optional<Setting> take(String key) {
        known.add(key);
        return Optional.ofNullable(settings.get(key));
    }

    /// Every setting whose key begins with one of these words, by key; none counts as taken.
    public List<Setting> startingWith(String... words) {
        return settings.values().stream()
                .filter(setting -> Arrays.stream(words).anyMatch(setting.key()::startsWith))
                .sorted(Comparator.comparing(Setting::key))
                .toList();
    }

    /// @throws BadConfigurationException with the first line that nobody took
    public void refuseRest() {
        settings.values().stream()
                .filter(setting -> !known.contains(setting.key()))
                .findFirst()
                .ifPresent(
                        setting -> {
                            throw setting.refused(
                                    "unknown key; there are " + String.join(", ", known));
                        });
    }
}
