package org.smartmeter.drivers.linux;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.smartmeter.drivers.gpio.CallingPin;
import org.smartmeter.drivers.gpio.PinName;

/// A line by the kernel's GPIO character device, version 2 (`linux/gpio.h`). The kernel itself
/// turns low into active and switches the resistor; while it is held nobody else can have the line.
public final class GpioPin implements CallingPin {

    private static final long CHIP_INFO = 0x8044b401L;
    private static final long LINE_INFO = 0xc100b405L;
    private static final long GET_LINE = 0xc250b407L;
    private static final long GET_VALUES = 0xc010b40eL;
    private static final long SET_VALUES = 0xc010b40fL;

    private static final int CHIP_INFO_BYTES = 68;
    private static final int CHIP_LINES_AT = 64;
    private static final int LINE_INFO_BYTES = 256;
    private static final int LINE_OFFSET_AT = 64;
    private static final int REQUEST_BYTES = 592;
    private static final int CONSUMER_AT = 256;
    private static final int FLAGS_AT = 288;
    private static final int LINES_AT = 560;
    private static final int FILE_AT = 588;
    private static final int VALUES_BYTES = 16;
    private static final int MASK_AT = 8;

    private static final long ACTIVE_LOW = 1L << 1;
    private static final long INPUT = 1L << 2;
    private static final long OUTPUT = 1L << 3;
    private static final long EDGES = 1L << 4 | 1L << 5; // rising and falling
    private static final long PULL_UP = 1L << 8;
    private static final long PULL_DOWN = 1L << 9;

    private static final int EVENT_BYTES = 48;
    private static final int MOST_EVENTS = 16;

    private final Kernel kernel = new Kernel();

    /// Of its own for the thread that waits: a kernel's memory is for one call at a time.
    private final Kernel waiting = new Kernel();

    private final MemorySegment events = waiting.allocate((long) EVENT_BYTES * MOST_EVENTS);
    private final String what;
    private final MemorySegment values = kernel.allocate(VALUES_BYTES);
    private final int line;
    private boolean closed;

    private GpioPin(String device, PinName name, long direction) throws IOException {
        what = device + ": line " + name.line();
        try {
            int chip = kernel.open(device, Kernel.READ_ONLY);
            try {
                line = requested(chip, offset(chip, name.line()), flags(name) | direction);
            } finally {
                kernel.close(chip);
            }
        } catch (IOException e) {
            waiting.free();
            kernel.free();
            throw e;
        }
    }

    /// @param device `/dev/gpiochip0`
    public static GpioPin input(String device, PinName name) throws IOException {
        return new GpioPin(device, name, INPUT);
    }

    /// An input whose changes can be waited for.
    ///
    /// @throws IOException also if the kernel does not hear of them
    public static GpioPin calling(String device, PinName name) throws IOException {
        return new GpioPin(device, name, INPUT | EDGES);
    }

    /// An output, not active to begin with.
    public static GpioPin output(String device, PinName name) throws IOException {
        return new GpioPin(device, name, OUTPUT);
    }

    private static long flags(PinName name) {
        long bias =
                switch (name.bias()) {
                    case AS_IS -> 0;
                    case PULL_UP -> PULL_UP;
                    case PULL_DOWN -> PULL_DOWN;
                };
        return bias | (name.activeLow() ? ACTIVE_LOW : 0);
    }

    private int offset(int chip, String name) throws IOException {
        if (name.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Integer.parseInt(name);
        }
        MemorySegment info = kernel.allocate(CHIP_INFO_BYTES);
        kernel.ioctl(chip, CHIP_INFO, info, what + ": asking for the chip's lines");
        int lines = info.get(ValueLayout.JAVA_INT, CHIP_LINES_AT);
        MemorySegment one = kernel.allocate(LINE_INFO_BYTES);
        for (int offset = 0; offset < lines; offset++) {
            one.fill((byte) 0);
            one.set(ValueLayout.JAVA_INT, LINE_OFFSET_AT, offset);
            kernel.ioctl(chip, LINE_INFO, one, what + ": asking for line " + offset);
            if (one.getString(0).equals(name)) {
                return offset;
            }
        }
        throw new IOException(what + ": there is none of that name");
    }

    private int requested(int chip, int offset, long flags) throws IOException {
        MemorySegment request = kernel.allocate(REQUEST_BYTES);
        request.set(ValueLayout.JAVA_INT, 0, offset);
        request.setString(CONSUMER_AT, "smart-meter");
        request.set(ValueLayout.JAVA_LONG, FLAGS_AT, flags);
        request.set(ValueLayout.JAVA_INT, LINES_AT, 1);
        kernel.ioctl(chip, GET_LINE, request, what + ": asking for it");
        return request.get(ValueLayout.JAVA_INT, FILE_AT);
    }

    @Override
    public synchronized boolean isActive() throws IOException {
        checkOpen();
        values.set(ValueLayout.JAVA_LONG, 0, 0);
        values.set(ValueLayout.JAVA_LONG, MASK_AT, 1);
        kernel.ioctl(line, GET_VALUES, values, what + ": reading it");
        return (values.get(ValueLayout.JAVA_LONG, 0) & 1) != 0;
    }

    @Override
    public synchronized void set(boolean active) throws IOException {
        checkOpen();
        values.set(ValueLayout.JAVA_LONG, 0, active ? 1 : 0);
        values.set(ValueLayout.JAVA_LONG, MASK_AT, 1);
        kernel.ioctl(line, SET_VALUES, values, what + ": setting it");
    }

    /// Fetches all changes so far, so that the next call waits for a new one. To be over
    /// before the line is closed.
    @Override
    public boolean awaitChange(Duration most) throws IOException {
        return waiting.readable(line, (int) most.toMillis())
                && waiting.read(line, events, what + ": waiting for it") > 0;
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException(what + ": was let go of");
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            kernel.close(line);
            waiting.free();
            kernel.free();
        }
    }
}
