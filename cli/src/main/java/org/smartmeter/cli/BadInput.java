package org.smartmeter.cli;

import java.nio.file.Path;

/// Wrong use or bad input: the command writes nothing, prints the message on standard error and
/// exits with 2. The message says what is wrong, where, and what to do.
final class BadInput extends RuntimeException {

    BadInput(String message) {
        super(message);
    }

    BadInput(Path file, long line, String reason) {
        this(file + ":" + line + ": " + reason);
    }
}
