package org.smartmeter.drivers.linux;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.smartmeter.drivers.adc.SpiBus;

/// A chip on a bus by the kernel's spidev (`linux/spi/spidev.h`).
public final class SpiDevice implements SpiBus {

    private static final long WRITE_MODE = 0x40016b01L;
    private static final long WRITE_BITS = 0x40016b03L;
    private static final long WRITE_SPEED = 0x40046b04L;
    private static final long MESSAGE = 0x40206b00L;
    private static final int TRANSFER_BYTES = 32;
    private static final byte MODE_1 = 1;
    private static final byte BITS = 8;
    private static final int MOST_BYTES = 256;

    private final Kernel kernel = new Kernel();
    private final int file;
    private final String device;
    private final MemorySegment transfer = kernel.allocate(TRANSFER_BYTES);
    private final MemorySegment out = kernel.allocate(MOST_BYTES);
    private final MemorySegment in = kernel.allocate(MOST_BYTES);

    /// @param device `/dev/spidev0.0`
    /// @param hertz of the bus's clock
    public SpiDevice(String device, int hertz) throws IOException {
        this.device = device;
        file = opened(device);
        try {
            MemorySegment value = kernel.allocate(Integer.BYTES);
            value.set(ValueLayout.JAVA_BYTE, 0, MODE_1);
            kernel.ioctl(file, WRITE_MODE, value, device + ": setting SPI mode 1");
            value.set(ValueLayout.JAVA_BYTE, 0, BITS);
            kernel.ioctl(file, WRITE_BITS, value, device + ": setting 8 bits");
            value.set(ValueLayout.JAVA_INT, 0, hertz);
            kernel.ioctl(file, WRITE_SPEED, value, device + ": setting " + hertz + " Hz");
        } catch (IOException e) {
            close();
            throw e;
        }
        transfer.set(ValueLayout.JAVA_LONG, 0, out.address());
        transfer.set(ValueLayout.JAVA_LONG, 8, in.address());
        transfer.set(ValueLayout.JAVA_INT, 20, hertz);
        transfer.set(ValueLayout.JAVA_BYTE, 26, BITS);
    }

    private int opened(String path) throws IOException {
        try {
            return kernel.open(path, Kernel.READ_WRITE);
        } catch (IOException e) {
            kernel.free();
            throw e;
        }
    }

    @Override
    public byte[] transfer(byte[] sent) throws IOException {
        if (sent.length > MOST_BYTES) {
            throw new IllegalArgumentException("a transfer of " + sent.length + " bytes");
        }
        MemorySegment.copy(sent, 0, out, ValueLayout.JAVA_BYTE, 0, sent.length);
        transfer.set(ValueLayout.JAVA_INT, 16, sent.length);
        kernel.ioctl(file, MESSAGE, transfer, device + ": a transfer");
        byte[] received = new byte[sent.length];
        MemorySegment.copy(in, ValueLayout.JAVA_BYTE, 0, received, 0, received.length);
        return received;
    }

    @Override
    public void close() {
        kernel.close(file);
        kernel.free();
    }
}
