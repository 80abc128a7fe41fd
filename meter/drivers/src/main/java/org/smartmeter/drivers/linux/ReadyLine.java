package org.smartmeter.drivers.linux;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.smartmeter.drivers.adc.DataReady;

/// A pin whose falling edges are counted, by the kernel's GPIO character device, version 2
/// (`linux/gpio.h`). The kernel numbers the edges itself, so one that nobody fetched in time is
/// known to be lost.
public final class ReadyLine implements DataReady {

    private static final long GET_LINE = 0xc250b407L;
    private static final int REQUEST_BYTES = 592;
    private static final int CONSUMER_AT = 256;
    private static final int FLAGS_AT = 288;
    private static final int LINES_AT = 560;
    private static final int FILE_AT = 588;
    private static final long INPUT_AND_FALLING = 1L << 2 | 1L << 5;

    private static final int EVENT_BYTES = 48;
    private static final int LINE_NUMBER_AT = 20;
    private static final int MOST_EVENTS = 16;

    private final Kernel kernel = new Kernel();
    private final int chip;
    private final int line;
    private final MemorySegment events = kernel.allocate((long) EVENT_BYTES * MOST_EVENTS);
    private long edges;

    /// @param device `/dev/gpiochip0`
    /// @param pin its number on that chip
    public ReadyLine(String device, int pin) throws IOException {
        try {
            chip = kernel.open(device, Kernel.READ_ONLY);
        } catch (IOException e) {
            kernel.free();
            throw e;
        }
        try {
            line = requested(device, pin);
        } catch (IOException e) {
            kernel.close(chip);
            kernel.free();
            throw e;
        }
    }

    private int requested(String device, int pin) throws IOException {
        MemorySegment request = kernel.allocate(REQUEST_BYTES);
        request.set(ValueLayout.JAVA_INT, 0, pin);
        request.setString(CONSUMER_AT, "smart-meter");
        request.set(ValueLayout.JAVA_LONG, FLAGS_AT, INPUT_AND_FALLING);
        request.set(ValueLayout.JAVA_INT, LINES_AT, 1);
        kernel.ioctl(chip, GET_LINE, request, device + ": asking for pin " + pin);
        return request.get(ValueLayout.JAVA_INT, FILE_AT);
    }

    @Override
    public long await(Duration most) throws IOException {
        if (!kernel.readable(line, (int) most.toMillis())) {
            return 0;
        }
        long count = kernel.read(line, events, "reading the pin's edges");
        long newest = count - EVENT_BYTES;
        if (newest < 0) {
            return 0;
        }
        int number = events.get(ValueLayout.JAVA_INT, newest + LINE_NUMBER_AT);
        edges += number - (int) edges & 0xffff_ffffL; // the kernel counts in 32 bits
        return edges;
    }

    @Override
    public void close() {
        kernel.close(line);
        kernel.close(chip);
        kernel.free();
    }
}
