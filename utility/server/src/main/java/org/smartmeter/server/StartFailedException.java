package org.smartmeter.server;

import java.net.BindException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The utility cannot start; everything that had been started is stopped again. The message is one
/// line that says what stands in the way and what to do.
public sealed class StartFailedException extends RuntimeException {

    StartFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// Somebody else listens at an address already.
    public static final class PortInUse extends StartFailedException {

        PortInUse(String what, String host, int port, Throwable cause) {
            super(
                    what
                            + " cannot listen at "
                            + host
                            + (port == 0 ? "" : ":" + port)
                            + ": the port is in use; stop what uses it or choose another one",
                    cause);
        }
    }

    /// Says what failed in the words of its cause.
    static StartFailedException of(String what, String host, int port, RuntimeException failure) {
        Optional<Throwable> taken =
                causes(failure).filter(cause -> cause instanceof BindException).findFirst();
        if (taken.isPresent()) {
            String why = String.valueOf(taken.get().getMessage());
            return why.contains("in use")
                    ? new PortInUse(what, host, port, failure)
                    : new StartFailedException(
                            what + " cannot listen at " + host + ": " + firstLine(why), failure);
        }
        return new StartFailedException(
                what + " cannot start: " + firstLine(String.valueOf(failure.getMessage())),
                failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("no reason given");
    }
}
