package org.smartmeter.journal.flash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.journal.OpenFile;

/// Bits turn in pieces that follow each other: those are lost, and what stands around them is
/// not, nor does it move.
class DamagedNeighboursTest {

    private static final FlashPart SMALL =
            new FlashPart("small", 24, 100_000, 20, Duration.ZERO, Duration.ZERO, 1);

    private static final String FILE = "segment";
    private static final int PIECE_BYTES = 50;

    /// Three sectors of 72 and more.
    private static final int PIECES = 180;

    @TempDir Path directory;

    /// The first of the damaged pieces, how many there are, and whether their lengths are
    /// damaged or their bytes.
    @ParameterizedTest
    @CsvSource({
        " 10, 1, bytes",
        " 10, 2, bytes",
        " 10, 2, lengths",
        "  0, 2, bytes",
        " 10, 5, bytes",
        " 10, 5, lengths",
        " 69, 2, bytes",
        " 85, 2, bytes",
        " 85, 3, lengths",
        "150, 1, bytes",
    })
    void theirNeighboursStayWhereTheyWere(int first, int count, String what) throws IOException {
        List<byte[]> pieces = pieces();
        write(pieces);
        for (int piece = first; piece < first + count; piece++) {
            turnABit(pieces.get(piece), what.equals("lengths") ? -1 : 20);
        }
        List<Integer> hit = IntStream.range(first, first + count).boxed().toList();
        assertThat(hit).containsAll(lost(pieces));
    }

    private static List<byte[]> pieces() {
        Random random = new Random(5);
        return Stream.generate(() -> new byte[PIECE_BYTES])
                .peek(random::nextBytes)
                .limit(PIECES)
                .toList();
    }

    private void write(List<byte[]> pieces) {
        try (FlashFiles files = FlashFiles.open(ImageFlash.open(image(), SMALL));
                OpenFile file = files.open(FILE)) {
            long at = 0;
            for (byte[] piece : pieces) {
                file.write(at, ByteBuffer.wrap(piece));
                at += piece.length;
            }
        }
    }

    /// @param offset of a byte of the piece; −1 is the end of what says its length
    private void turnABit(byte[] piece, int offset) throws IOException {
        byte[] part = Files.readAllBytes(image());
        int at = 0;
        while (!Arrays.equals(part, at, at + piece.length, piece, 0, piece.length)) {
            at++;
        }
        part[at + offset] ^= 0x04;
        Files.write(image(), part);
    }

    private List<Integer> lost(List<byte[]> pieces) {
        List<Integer> lost = new ArrayList<>();
        try (FlashFiles files = FlashFiles.open(ImageFlash.open(image(), SMALL));
                OpenFile file = files.open(FILE)) {
            for (int i = 0; i < pieces.size(); i++) {
                ByteBuffer read = ByteBuffer.allocate(PIECE_BYTES);
                file.read((long) i * PIECE_BYTES, read);
                if (!Arrays.equals(read.array(), pieces.get(i))) {
                    lost.add(i);
                }
            }
        }
        return lost;
    }

    private Path image() {
        return directory.resolve("flash.img");
    }
}
