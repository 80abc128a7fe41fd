package org.smartmeter.drivers.serial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A cable between a front end and a far end in the test's hand: a pseudo-terminal behind a fixed
/// name, that can be pulled and plugged in again. Both ends see at once what the other one sent, so
/// that the test's own time can run as fast as it likes.
public final class Cable implements AutoCloseable {

    private final Path name;
    private PseudoTerminal terminal;
    private boolean plugged;
    private boolean opened;
    private int towardsUs;
    private int towardsMeter;
    private LineSettings settings = LineSettings.of8N1(0);

    public Cable(Path directory) throws IOException {
        name = directory.resolve("ttyMETER");
        plug();
    }

    public void plug() throws IOException {
        terminal = PseudoTerminal.open();
        plugged = true;
        towardsUs = 0;
        towardsMeter = 0;
        Files.deleteIfExists(name);
        Files.createSymbolicLink(name, Path.of(terminal.device()));
    }

    public void pull() throws IOException {
        terminal.close();
        plugged = false;
        opened = false;
        Files.deleteIfExists(name);
    }

    /// What the far end sends; lost while nobody has opened the line.
    public void send(byte[] bytes) throws IOException {
        if (plugged && opened) {
            terminal.write(bytes);
            towardsUs += bytes.length;
        }
    }

    /// What the far end has heard since it last listened.
    public byte[] heard() throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        while (plugged && heard.size() < towardsMeter) {
            heard.writeBytes(terminal.read());
            Thread.onSpinWait();
        }
        towardsMeter -= heard.size();
        return heard.toByteArray();
    }

    /// How the line is set now.
    public LineSettings settings() {
        return settings;
    }

    public SerialLine.Opener opener() {
        return wanted -> {
            Near near = new Near(SystemSerialLine.open(name.toString(), wanted));
            settings = wanted;
            opened = true;
            towardsUs = 0;
            return near;
        };
    }

    @Override
    public void close() throws IOException {
        if (plugged) {
            pull();
        }
    }

    private final class Near implements SerialLine {

        private final SerialLine line;

        Near(SerialLine line) {
            this.line = line;
        }

        @Override
        public byte[] read() throws IOException {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            do {
                read.writeBytes(line.read());
                Thread.onSpinWait();
            } while (plugged && read.size() < towardsUs);
            towardsUs = Math.max(0, towardsUs - read.size());
            return read.toByteArray();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            line.write(bytes);
            towardsMeter += bytes.length;
        }

        @Override
        public void change(LineSettings changed) throws IOException {
            line.change(changed);
            settings = changed;
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
