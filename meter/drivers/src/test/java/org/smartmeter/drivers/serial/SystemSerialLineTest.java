package org.smartmeter.drivers.serial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real serial line, over a pseudo-terminal.
class SystemSerialLineTest {

    @Test
    void carriesBytesBothWaysUnchanged() throws IOException {
        byte[] all = new byte[256];
        for (int k = 0; k < all.length; k++) {
            all[k] = (byte) k;
        }
        try (PseudoTerminal far = PseudoTerminal.open();
                SerialLine line =
                        SystemSerialLine.open(far.device(), LineSettings.of8N1(115_200))) {
            far.write(all);
            assertThat(read(line, all.length)).isEqualTo(all);
            line.write(all);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            await().until(
                            () -> {
                                sent.writeBytes(far.read());
                                return sent.size() == all.length;
                            });
            assertThat(sent.toByteArray()).isEqualTo(all);
        }
    }

    @Test
    void goesOnAtAnotherSpeed() throws IOException {
        try (PseudoTerminal far = PseudoTerminal.open();
                SerialLine line = SystemSerialLine.open(far.device(), LineSettings.of8N1(300))) {
            line.change(LineSettings.of8N1(9_600));
            far.write("faster".getBytes(US_ASCII));
            assertThat(new String(read(line, 6), US_ASCII)).isEqualTo("faster");
        }
    }

    @Test
    void saysThatTheCableIsGone() throws IOException {
        PseudoTerminal far = PseudoTerminal.open();
        try (SerialLine line = SystemSerialLine.open(far.device(), LineSettings.of8N1(9_600))) {
            far.close();
            await().untilAsserted(
                            () ->
                                    assertThatThrownBy(line::read)
                                            .isInstanceOf(IOException.class)
                                            .hasMessageContaining(far.device()));
        }
    }

    @Test
    void namesADeviceThatIsNone(@TempDir Path directory) throws IOException {
        String missing = directory.resolve("ttyNONE").toString();
        assertThatThrownBy(() -> SystemSerialLine.open(missing, LineSettings.of8N1(9_600)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(missing);
        String plain = Files.createFile(directory.resolve("file")).toString();
        assertThatThrownBy(() -> SystemSerialLine.open(plain, LineSettings.of8N1(9_600)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(plain);
    }

    private static byte[] read(SerialLine line, int count) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        await().until(
                        () -> {
                            read.writeBytes(line.read());
                            return read.size() >= count;
                        });
        return read.toByteArray();
    }
}
