package org.smartmeter.server.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A file of `key = value` lines (UTF-8, `#` starts a comment line) that remembers where each key
/// stands, so that every complaint can point at it. Unlike `java.util.Properties` it refuses
/// unknown and repeated keys and knows no escapes: a backslash in a path is a backslash.
final class SettingsFile {

    private record Setting(int line, String value) {}

    private final Path file;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    /// @throws ConfigurationException if the file cannot be read, a line has no `=`, or a key is
    /// not among the known ones or stands twice
    SettingsFile(Path file, Set<String> knownKeys) {
        this.file = file;
        List<String> lines = linesOf(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                take(i + 1, line, knownKeys);
            }
        }
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    file + ": there is no such file; give the path of the configuration", e);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void take(int number, String line, Set<String> knownKeys) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw wrongAt(number, "expected 'key = value', found '" + line + "'");
        }
        String key = line.substring(0, equals).strip();
        if (!knownKeys.contains(key)) {
            throw wrongAt(
                    number, "unknown key '" + key + "'; known are " + String.join(", ", knownKeys));
        }
        Setting before =
                settings.putIfAbsent(key, new Setting(number, line.substring(equals + 1).strip()));
        if (before != null) {
            throw wrongAt(number, "'" + key + "' stands twice, first in line " + before.line());
        }
    }

    boolean has(String key) {
        return settings.containsKey(key);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(settings.get(key))
                .map(
                        setting -> {
                            if (setting.value().isEmpty()) {
                                throw wrong(key, "is empty");
                            }
                            return setting.value();
                        });
    }

    /// A whole number from least to most.
    int number(String key, int least, int most, int otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        int value;
        try {
            value = Integer.parseInt(text.get());
        } catch (NumberFormatException e) {
            throw wrong(key, "'" + text.get() + "' is not a whole number", e);
        }
        if (value < least || value > most) {
            throw wrong(key, value + " is not from " + least + " to " + most);
        }
        return value;
    }

    /// A path; a relative one is taken from the configuration file's directory.
    Optional<Path> path(String key) {
        return text(key)
                .map(
                        text -> {
                            try {
                                return file.toAbsolutePath().resolveSibling(text).normalize();
                            } catch (InvalidPathException e) {
                                throw wrong(key, "'" + text + "' is not a path", e);
                            }
                        });
    }

    /// A path to a file that must be there.
    Optional<Path> existingFile(String key) {
        Optional<Path> path = path(key);
        path.filter(candidate -> !Files.isReadable(candidate))
                .ifPresent(
                        missing -> {
                            throw wrong(key, missing + " is missing or cannot be read");
                        });
        return path;
    }

    ZoneId zone(String key, ZoneId otherwise) {
        return text(key)
                .map(
                        text -> {
                            try {
                                return ZoneId.of(text);
                            } catch (DateTimeException e) {
                                throw wrong(
                                        key,
                                        "'"
                                                + text
                                                + "' is not a time zone; give one like Asia/Karachi",
                                        e);
                            }
                        })
                .orElse(otherwise);
    }

    /// The complaint about a key that must be there and is not.
    ConfigurationException missing(String key, String whatItIs) {
        return new ConfigurationException(file + ": '" + key + "' is missing; it is " + whatItIs);
    }

    ConfigurationException wrong(String key, String reason) {
        return new ConfigurationException(place(key) + reason);
    }

    private ConfigurationException wrong(String key, String reason, Throwable cause) {
        return new ConfigurationException(place(key) + reason, cause);
    }

    private String place(String key) {
        Setting setting = settings.get(key);
        return file + (setting == null ? "" : ":" + setting.line()) + ": " + key + ": ";
    }

    private ConfigurationException wrongAt(int line, String reason) {
        return new ConfigurationException(file + ":" + line + ": " + reason);
    }
}
