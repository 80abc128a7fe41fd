package org.smartmeter.drivers.telegram;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A captured text as lines, with where each stands in it. A line ends with CR LF, LF or CR.
public final class Lines {

    private final byte[] bytes;
    private int counted;
    private int countedLines = 1;

    public Lines(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param from offset of its first byte
    /// @param end offset of its end, the line end not included
    /// @param next offset behind the line end
    /// @param text one character per byte
    public record Line(int from, int end, int next, String text) {

        public boolean isEnded() {
            return next > end;
        }
    }

    /// The line that begins at `from`.
    public Line at(int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\r' && bytes[end] != '\n') {
            end++;
        }
        int next = end;
        if (next < bytes.length && bytes[next] == '\r') {
            next++;
        }
        if (next < bytes.length && bytes[next] == '\n') {
            next++;
        }
        return new Line(
                from, end, next, new String(bytes, from, end - from, StandardCharsets.ISO_8859_1));
    }

    /// The lines between two offsets.
    public List<Line> between(int from, int to) {
        List<Line> lines = new ArrayList<>();
        for (int at = from; at < to; at = lines.getLast().next()) {
            lines.add(at(at));
        }
        return lines;
    }

    /// Offset of the next line at or behind `from` that begins with one of these characters, or −1.
    public int beginningWith(String first, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (first.indexOf(bytes[at]) >= 0 && isLineBegin(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isLineBegin(int at) {
        return at == 0 || bytes[at - 1] == '\n' || bytes[at - 1] == '\r';
    }

    /// A damage, with the number of its line from 1. Quick for offsets that grow.
    public Damage damage(int offset, String reason) {
        return Damage.at(offset, reason).inLine(number(offset));
    }

    /// Number of the line, from 1, in which an offset lies.
    public int number(int offset) {
        if (offset < counted) {
            counted = 0;
            countedLines = 1;
        }
        for (; counted < Math.min(offset, bytes.length); counted++) {
            boolean carriageReturn =
                    bytes[counted] == '\r'
                            && (counted + 1 == bytes.length || bytes[counted + 1] != '\n');
            if (bytes[counted] == '\n' || carriageReturn) {
                countedLines++;
            }
        }
        return countedLines;
    }
}
