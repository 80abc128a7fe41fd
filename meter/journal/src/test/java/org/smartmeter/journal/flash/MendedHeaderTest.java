package org.smartmeter.journal.flash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.journal.OpenFile;

/// A bit of a sector's header turns: nothing is lost, and it is told, unless a power cut may
/// have left it so.
class MendedHeaderTest {

    private static final FlashPart SMALL =
            new FlashPart("small", 24, 100_000, 20, Duration.ZERO, Duration.ZERO, 1);

    private static final String FILE = "segment";
    private static final String VALUE = "counters";
    private static final int HEADER_BITS =
            (SectorHeader.FIXED_BYTES + FILE.length() + Integer.BYTES) * Byte.SIZE;
    private static final int FIRST_BIT = SectorHeader.WEAR_BYTES * Byte.SIZE;

    @TempDir Path directory;

    private Path image() {
        return directory.resolve("flash.img");
    }

    private FlashFiles open() {
        return FlashFiles.open(ImageFlash.open(image(), SMALL));
    }

    /// Whatever bit, of the first, a middle or the last sector of a file that is closed.
    @Test
    void eachBitOfAFilesHeadersIsTold() throws IOException {
        byte[] content = new byte[9_000];
        try (FlashFiles files = open();
                OpenFile file = files.open(FILE)) {
            file.write(0, ByteBuffer.wrap(content));
        }
        byte[] part = Files.readAllBytes(image());
        List<Integer> headers = headersOf(part, FILE);
        assertThat(headers).hasSizeGreaterThan(2);
        for (int header : headers) {
            for (int bit = FIRST_BIT; bit < HEADER_BITS; bit++) {
                write(turned(part, header, bit));
                try (FlashFiles files = open();
                        OpenFile file = files.open(FILE)) {
                    assertThat(files.damage()).as("bit " + bit).hasSize(1);
                    assertThat(files.damage().getFirst()).contains(FILE, "header");
                    assertThat(file.size()).isEqualTo(content.length);
                }
            }
        }
    }

    /// How often a value was written since its sector was begun, which way a bit of the
    /// sector's header turned, and whether a cut cannot have done it.
    @ParameterizedTest
    @CsvSource({
        "1, unprogrammed, false", // the header is what was written last
        "1, programmed,   true",
        "2, unprogrammed, true",
        "2, programmed,   true",
    })
    void ofAValueIsToldWhatNoCutCanHaveDone(int writes, String way, boolean told)
            throws IOException {
        try (FlashFiles files = open()) {
            for (int i = 0; i < writes; i++) {
                files.value(VALUE).write(new byte[] {(byte) i});
            }
        }
        byte[] part = Files.readAllBytes(image());
        int header = headersOf(part, VALUE).getLast();
        write(turned(part, header, bit(part, header, way.equals("programmed"))));
        try (FlashFiles files = open()) {
            assertThat(files.value(VALUE).read()).contains(new byte[] {(byte) (writes - 1)});
            assertThat(files.damage()).hasSize(told ? 1 : 0);
        }
    }

    /// The sector before is found again, with the first bit of its header programmed.
    @Test
    void aSectorThatWasBeingGivenUpWhenThePowerWentIsNoDamage() throws IOException {
        try (FlashFiles files = open()) {
            files.value(VALUE).write(new byte[] {1});
            files.value(VALUE).write(new byte[] {2});
        }
        byte[] before = Files.readAllBytes(image());
        int header = headersOf(before, VALUE).getLast();
        try (FlashFiles files = open()) {
            files.value(VALUE).write(new byte[] {3});
        }
        byte[] after = Files.readAllBytes(image());
        byte[] givingUp = turned(before, header, bit(before, header, true));
        System.arraycopy(givingUp, header, after, header, NorFlash.SECTOR_BYTES);
        write(after);
        try (FlashFiles files = open()) {
            assertThat(files.value(VALUE).read()).contains(new byte[] {3});
            assertThat(files.damage()).isEmpty();
        }
    }

    /// Where in the part the sectors of that name begin.
    private static List<Integer> headersOf(byte[] part, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
        List<Integer> found = new ArrayList<>();
        for (int at = 0; at < part.length; at += NorFlash.SECTOR_BYTES) {
            boolean isInUse = part[at + SectorHeader.WEAR_BYTES] == 'S';
            ByteBuffer stands =
                    ByteBuffer.wrap(part, at + SectorHeader.FIXED_BYTES, wanted.length).slice();
            if (isInUse && stands.equals(ByteBuffer.wrap(wanted))) {
                found.add(at);
            }
        }
        return found;
    }

    /// The first bit behind the header's magic number that turns that way.
    private static int bit(byte[] part, int header, boolean programmed) {
        int bit = FIRST_BIT + Integer.SIZE;
        while ((part[header + bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0 != programmed) {
            bit++;
        }
        return bit;
    }

    private static byte[] turned(byte[] part, int header, int bit) {
        byte[] turned = part.clone();
        turned[header + bit / Byte.SIZE] ^= (byte) (0x80 >> bit % Byte.SIZE);
        return turned;
    }

    private void write(byte[] part) throws IOException {
        Files.write(image(), part);
    }
}
