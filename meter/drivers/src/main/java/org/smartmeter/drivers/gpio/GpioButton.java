package org.smartmeter.drivers.gpio;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.button.PushButton;

/// A push button on a pin that is active while it is held down. Where the pin calls, a thread
/// waits for it, and the meter has nothing to do while nobody presses.
public final class GpioButton implements PushButton, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(GpioButton.class);

    /// How long an end may have to wait for the thread.
    private static final Duration WAITED_AT_ONCE = Duration.ofSeconds(1);

    private final Pin pin;
    private final Optional<CallingPin> calling;
    private boolean failing;
    private Optional<Thread> waiting = Optional.empty();
    private volatile boolean calls;
    private volatile boolean closed;

    /// One that is looked at.
    public GpioButton(Pin pin) {
        this(pin, Optional.empty());
    }

    private GpioButton(Pin pin, Optional<CallingPin> calling) {
        this.pin = pin;
        this.calling = calling;
    }

    /// One that calls.
    public static GpioButton calling(CallingPin pin) {
        return new GpioButton(pin, Optional.of(pin));
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
    public Optional<Duration> lookedAtEvery() {
        return calls ? Optional.empty() : PushButton.super.lookedAtEvery();
    }

    @Override
    public void wakeBy(Runnable wake) {
        if (calling.isPresent() && waiting.isEmpty()) {
            calls = true;
            CallingPin line = calling.get();
            // Not a virtual one: a thread in the kernel would hold its carrier.
            waiting =
                    Optional.of(
                            Thread.ofPlatform()
                                    .name("meter-button")
                                    .daemon()
                                    .start(() -> await(line, wake)));
        }
    }

    private void await(CallingPin line, Runnable wake) {
        try {
            while (!closed) {
                if (line.awaitChange(WAITED_AT_ONCE)) {
                    wake.run();
                }
            }
        } catch (IOException e) {
            LOG.warn("the meter's button is looked at from now on: {}", e.getMessage());
            calls = false;
            wake.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (waiting.isPresent()) {
                waiting.get().join();
            }
            pin.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the pin ends with the process
        }
    }
}
