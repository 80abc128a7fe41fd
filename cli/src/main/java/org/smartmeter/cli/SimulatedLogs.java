package org.smartmeter.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/// The logs of a simulated world: its databases fail and its meters lose power by the thousand, and
/// none of that is this process's trouble.
final class SimulatedLogs {

    private static final String ASKED_FOR = "smartmeter.log";

    private SimulatedLogs() {}

    /// Unless somebody asked for them.
    static void silence() {
        boolean isAskedFor = System.getProperty(ASKED_FOR) != null;
        if (!isAskedFor && LoggerFactory.getLogger("org.smartmeter") instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
    }
}
