package org.smartmeter.device.display.http;

/// When a change needs the display's PIN.
public enum PinRule {
    /// If one is set.
    IF_SET,
    /// Always; without one the change cannot be made at this display.
    ALWAYS
}
