package org.smartmeter.server;

/// The utility cannot start; everything that had been started is stopped again. The message is one
/// line that says what stands in the way and what to do.
public sealed class StartFailedException extends RuntimeException {

    StartFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Somebody else listens at the address already.
    public static final class PortInUse extends StartFailedException {

        private final transient String address;

        PortInUse(String what, String host, int port, Throwable cause) {
            super(
                    what
                            + " cannot listen at "
                            + host
                            + ":"
                            + port
                            + ": the port is in use; stop what uses it or choose another port",
                    cause);
            this.address = host + ":" + port;
        }

        /// Host and port that are taken.
        public String address() {
            return address;
        }
    }
}
