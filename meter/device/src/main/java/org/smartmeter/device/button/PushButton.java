package org.smartmeter.device.button;

/// Port: a push button on the meter. Asked by one thread at a time.
@FunctionalInterface
public interface PushButton {

    /// Whether it is held down now; the contact may bounce. Does not wait and does not throw: one
    /// that cannot be read shows as let go, so that nothing is done that nobody pressed.
    boolean isDown();
}
