package org.smartmeter.drivers.gpio;

import java.io.Closeable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.button.PushButton;

/// A push button on a pin that is active while it is held down.
public final class GpioButton implements PushButton, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(GpioButton.class);

    private final Pin pin;
    private boolean failing;

    public GpioButton(Pin pin) {
        this.pin = pin;
    }

    @Override
    public boolean isDown() {
        try {
            boolean down = pin.isActive();
            failing = false;
            return down;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("the meter's button: {}", e.getMessage());
            }
            failing = true;
            return false;
        }
    }

    @Override
    public void close() {
        pin.close();
    }
}
