package org.smartmeter.device;

/// Where the meter's line to the utility stands.
public enum LinkState {
    /// There is no line; the next attempt waits until the back-off has passed.
    WAITING,
    /// A line is being opened; nothing was heard of it yet.
    CONNECTING,
    /// The hello is sent; the utility has not answered on this line.
    GREETING,
    /// The utility answered: records flow when they are due.
    STREAMING
}
