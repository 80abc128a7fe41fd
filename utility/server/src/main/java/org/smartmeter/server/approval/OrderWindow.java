package org.smartmeter.server.approval;

import java.time.Duration;
import java.time.Instant;
import org.smartmeter.commands.ValidityWindow;
import org.smartmeter.wire.v1.Order;

/// When the order of a command is good, by the meter's clock.
public final class OrderWindow {

    /// A meter's clock may be behind by as much; nothing is sent before the window begins.
    private static final Duration BEHIND = Duration.ofMinutes(1);

    private OrderWindow() {}

    static Instant earliest(ValidityWindow window) {
        return window.from().minus(BEHIND);
    }

    /// The body with the window's bounds. On the wire the last millisecond counts, in a command's
    /// window it does not.
    public static Order in(Order body, ValidityWindow window) {
        return body.toBuilder()
                .setNotBefore(earliest(window).toEpochMilli())
                .setNotAfter(window.until().toEpochMilli() - 1)
                .build();
    }
}
