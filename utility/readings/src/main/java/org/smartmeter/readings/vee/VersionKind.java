package org.smartmeter.readings.vee;

import java.util.Locale;

/// What a version of intervals is.
public enum VersionKind {
    /// Reckoned by the rules where nothing was measured.
    ESTIMATE,
    /// Put in by a person; stands above what was measured.
    EDIT,
    /// Takes back every edit of the day before it.
    WITHDRAWAL;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static VersionKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
