package org.smartmeter.simulator.replay;

import java.nio.file.Path;

/// A minute file that cannot be replayed: which, where and why.
public final class MalformedMinuteFileException extends IllegalArgumentException {

    MalformedMinuteFileException(Path file, long line, String reason) {
        super(file + ":" + line + ": " + reason);
    }
}
