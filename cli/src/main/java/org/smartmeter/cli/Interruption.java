package org.smartmeter.cli;

/// What Ctrl-C or a service manager's stop does: closes in order, then the process ends.
final class Interruption {

    private Interruption() {}

    /// Runs the action once when the process is told to end.
    static void closes(Runnable action) {
        Runtime.getRuntime().addShutdownHook(new Thread(action, "interrupted"));
    }
}
