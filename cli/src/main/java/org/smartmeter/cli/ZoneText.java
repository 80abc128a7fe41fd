package org.smartmeter.cli;

import java.time.DateTimeException;
import java.time.ZoneId;

/// What stands behind `--zone`.
final class ZoneText {

    private ZoneText() {}

    /// @throws BadInput if it is no time zone
    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new BadInput(
                    "--zone is '" + text + "', which is no time zone; write one like Asia/Karachi");
        }
    }
}
