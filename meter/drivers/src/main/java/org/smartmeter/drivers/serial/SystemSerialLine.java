package org.smartmeter.drivers.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A serial line of the system, by jSerialComm.
public final class SystemSerialLine implements SerialLine {

    private static final int LONGEST_READ = 8_192;

    private final String device;
    private final SerialPort port;
    private LineSettings current;

    private SystemSerialLine(String device, SerialPort port, LineSettings current) {
        this.device = device;
        this.port = port;
        this.current = current;
    }

    /// @param device `/dev/ttyUSB0`
    public static SerialLine open(String device, LineSettings settings) throws IOException {
        if (!Files.exists(Path.of(device))) {
            throw new IOException(device + ": no such device");
        }
        SerialPort port;
        try {
            port = SerialPort.getCommPort(device);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException(device + ": is no serial line", e);
        }
        apply(port, settings);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
        if (!port.openPort(0)) {
            throw new IOException(
                    device
                            + ": cannot be opened (error "
                            + port.getLastErrorCode()
                            + "); may this user use it, does another program?");
        }
        return new SystemSerialLine(device, port, settings);
    }

    private static boolean apply(SerialPort port, LineSettings settings) {
        return switch (settings.form()) {
            case EIGHT_NONE_ONE ->
                    port.setComPortParameters(
                            settings.baud(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            case SEVEN_EVEN_ONE ->
                    port.setComPortParameters(
                            settings.baud(), 7, SerialPort.ONE_STOP_BIT, SerialPort.EVEN_PARITY);
        };
    }

    @Override
    public byte[] read() throws IOException {
        int available = port.bytesAvailable();
        if (available < 0) {
            throw lost();
        }
        if (available == 0) {
            return new byte[0];
        }
        byte[] bytes = new byte[Math.min(available, LONGEST_READ)];
        int count = port.readBytes(bytes, bytes.length);
        if (count < 0) {
            throw lost();
        }
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (port.writeBytes(bytes, bytes.length) != bytes.length) {
            throw lost();
        }
    }

    @Override
    public void change(LineSettings settings) throws IOException {
        if (settings.equals(current)) {
            return; // a line without parity of its own refuses to be told again
        }
        if (!apply(port, settings)) {
            throw new IOException(device + ": cannot go on with " + settings.baud() + " Bd");
        }
        current = settings;
    }

    private IOException lost() {
        return new IOException(
                device + ": the line is gone (error " + port.getLastErrorCode() + ")");
    }

    @Override
    public void close() {
        port.closePort();
    }
}
