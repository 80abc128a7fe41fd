package org.smartmeter.drivers.sml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.smartmeter.drivers.telegram.Crc16;
import org.smartmeter.drivers.telegram.Damage;

/// The transport of SML files over a serial line (version 1): four escape bytes and four 01, the
/// content padded to a multiple of four with escape bytes doubled, four escape bytes, 1A, how many
/// bytes of padding, CRC-16/X-25 low byte first.
final class SmlTransport {

    private static final byte ESCAPE = 0x1b;
    private static final byte BEGIN = 0x01;
    private static final byte END = 0x1a;
    private static final int WORD = 4;
    private static final int MARK = 8;
    private static final int MOST_PADDING = 3;

    private SmlTransport() {}

    /// A file between its marks.
    ///
    /// @param from offset of the begin mark
    /// @param to offset behind the end mark
    /// @param content without marks, escapes and padding; empty if damaged
    /// @param escapes where in the content escape bytes were doubled
    record Frame(int from, int to, byte[] content, List<Integer> escapes, Optional<Damage> damage) {

        /// Offset in the capture of a byte of the content.
        int offset(int contentOffset) {
            long before = escapes.stream().filter(escape -> escape < contentOffset).count();
            return from + MARK + contentOffset + (int) before * WORD;
        }
    }

    /// @param headBytes behind the head of a capture that began inside a file
    record Frames(List<Frame> frames, int headBytes, int tailBytes, int strayBytes) {}

    static Frames read(byte[] bytes) {
        List<Frame> frames = new ArrayList<>();
        int head = 0;
        int stray = 0;
        int behind = 0;
        int begin = find(bytes, 0, bytes.length, BEGIN);
        while (begin >= 0) {
            if (frames.isEmpty()) {
                head = begin;
            } else {
                stray += between(bytes, behind, begin, frames);
            }
            int next = find(bytes, begin + MARK, bytes.length, BEGIN);
            int limit = next < 0 ? bytes.length : next;
            int end = end(bytes, begin, limit);
            if (end < 0 && next < 0) {
                return new Frames(frames, head, bytes.length - begin, stray);
            }
            frames.add(
                    end < 0
                            ? damaged(begin, next, next, "another file begins before this one ends")
                            : frame(bytes, begin, end));
            behind = frames.getLast().to();
            begin = next;
        }
        int tail = beginning(bytes, behind);
        int to = bytes.length - tail;
        return frames.isEmpty()
                ? new Frames(frames, to, tail, 0)
                : new Frames(frames, head, tail, stray + between(bytes, behind, to, frames));
    }

    /// What lies between two files: with an end mark it is a file whose begin was lost.
    ///
    /// @return how many bytes belong to none
    private static int between(byte[] bytes, int from, int to, List<Frame> frames) {
        int last = -1;
        for (int at = find(bytes, from, to, END); at >= 0; at = find(bytes, at + MARK, to, END)) {
            last = at;
        }
        if (last < 0) {
            return to - from;
        }
        frames.add(damaged(from, last + MARK, from, "a file without begin mark"));
        return to - last - MARK;
    }

    /// How many bytes at the end may be the first ones of a begin mark.
    private static int beginning(byte[] bytes, int from) {
        for (int length = Math.min(MARK - 1, bytes.length - from); length > 0; length--) {
            int at = bytes.length - length;
            boolean is = true;
            for (int k = 0; k < length; k++) {
                is &= bytes[at + k] == (k < WORD ? ESCAPE : BEGIN);
            }
            if (is) {
                return length;
            }
        }
        return 0;
    }

    private static Frame damaged(int from, int to, int at, String reason) {
        return new Frame(from, to, new byte[0], List.of(), Optional.of(Damage.at(at, reason)));
    }

    /// Offset of the next mark before `to`, or −1. Doubled escape bytes are content, whatever is
    /// behind them.
    private static int find(byte[] bytes, int from, int to, byte kind) {
        for (int at = from; at + MARK <= to; at++) {
            boolean is =
                    isWord(bytes, at, ESCAPE)
                            && (kind == END
                                    ? bytes[at + WORD] == END
                                    : isWord(bytes, at + WORD, BEGIN));
            if (is && !(at - from >= WORD && isWord(bytes, at - WORD, ESCAPE))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isWord(byte[] bytes, int at, byte value) {
        for (int k = at; k < at + WORD; k++) {
            if (bytes[k] != value) {
                return false;
            }
        }
        return true;
    }

    /// Offset of the end mark: in step with the begin, as it is sent; out of step only where none
    // is
    /// in step, because bytes were lost.
    private static int end(byte[] bytes, int begin, int limit) {
        int at = begin + MARK;
        while (at + MARK <= limit) {
            if (!isWord(bytes, at, ESCAPE)) {
                at += WORD;
            } else if (bytes[at + WORD] == END) {
                return at;
            } else {
                at += MARK;
            }
        }
        return find(bytes, begin + MARK, limit, END);
    }

    private static Frame frame(byte[] bytes, int begin, int end) {
        int to = end + MARK;
        int said = bytes[to - 2] & 0xff | (bytes[to - 1] & 0xff) << 8;
        int crc = Crc16.X25.of(bytes, begin, to - 2);
        if (said != crc && said != Crc16.KERMIT.of(bytes, begin, to - 2)) {
            return new Frame(
                    begin,
                    to,
                    new byte[0],
                    List.of(),
                    Optional.of(Damage.ofChecksum(to - 2, Crc16.hex(crc), Crc16.hex(said))));
        }
        int padding = bytes[to - 3] & 0xff;
        if (padding > MOST_PADDING || end - begin - MARK < padding) {
            return damaged(begin, to, to - 3, padding + " bytes of padding; there are 0 to 3");
        }
        return content(bytes, begin, end, padding);
    }

    private static Frame content(byte[] bytes, int begin, int end, int padding) {
        List<Integer> escapes = new ArrayList<>();
        byte[] content = new byte[end - begin - MARK];
        int length = 0;
        for (int at = begin + MARK; at < end; at += WORD) {
            int count = Math.min(WORD, end - at);
            if (count == WORD && isWord(bytes, at, ESCAPE)) {
                if (at + MARK > end || !isWord(bytes, at + WORD, ESCAPE)) {
                    return damaged(begin, end + MARK, at, "an escape sequence that means nothing");
                }
                escapes.add(length);
                at += WORD;
            }
            System.arraycopy(bytes, at, content, length, count);
            length += count;
        }
        return new Frame(
                begin,
                end + MARK,
                Arrays.copyOf(content, Math.max(0, length - padding)),
                escapes,
                Optional.empty());
    }
}
