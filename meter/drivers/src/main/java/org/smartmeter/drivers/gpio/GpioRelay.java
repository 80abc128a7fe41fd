package org.smartmeter.drivers.gpio;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.supply.Relay;
import org.smartmeter.device.supply.RelayPosition;

/// A latching relay with a coil for each way and a contact that reports. A pulse moves it; never
/// are both coils under current. Lines that fail show in the feedback.
public final class GpioRelay implements Relay {

    private static final Logger LOG = LoggerFactory.getLogger(GpioRelay.class);

    /// Latching relays of this size want 30 to 100 ms; longer only warms the coil.
    static final Duration PULSE = Duration.ofMillis(50);

    /// Port: does something later, on a thread of its own.
    interface Later extends Closeable {
        void after(Duration wait, Runnable what);

        @Override
        void close();
    }

    private final Pin on;
    private final Pin off;
    private final Pin feedback;
    private final Later later;
    private long pulses;
    private boolean failing;

    /// @param on coil that closes
    /// @param off coil that opens
    /// @param feedback active while supply can flow
    GpioRelay(Pin on, Pin off, Pin feedback, Later later) {
        this.on = on;
        this.off = off;
        this.feedback = feedback;
        this.later = later;
    }

    @Override
    public synchronized void open() {
        pulse(false);
    }

    @Override
    public synchronized void close() {
        pulse(true);
    }

    /// Lets go of the lines, without current in the coils; the contacts stay where they are.
    public synchronized void letGo() {
        rest(pulses);
        later.close();
        on.close();
        off.close();
        feedback.close();
    }

    private void pulse(boolean closed) {
        long number = ++pulses;
        try {
            (closed ? off : on).set(false);
            (closed ? on : off).set(true);
            later.after(PULSE, () -> rest(number));
        } catch (IOException e) {
            failed(e);
            rest(number);
        }
    }

    /// Takes the current off the coils, unless another pulse has begun since.
    private synchronized void rest(long number) {
        if (number != pulses) {
            return;
        }
        try {
            on.set(false);
            off.set(false);
        } catch (IOException e) {
            failed(e);
        }
    }

    /// Unknown where the contact cannot be read.
    @Override
    public synchronized RelayPosition feedback() {
        try {
            boolean closed = feedback.isActive();
            failing = false;
            return closed ? RelayPosition.CLOSED : RelayPosition.OPEN;
        } catch (IOException e) {
            failed(e);
            return RelayPosition.UNKNOWN;
        }
    }

    private void failed(IOException e) {
        if (!failing) {
            LOG.warn("the relay's lines: {}", e.getMessage());
        }
        failing = true;
    }
}
