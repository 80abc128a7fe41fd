package org.smartmeter.drivers.sml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the tagged values of SML: each begins with a byte of type (bits 6…4) and length (bits
/// 3…0), more length follows while bit 7 is set. A length counts its own bytes, but in a list it
/// counts elements.
final class SmlReader {

    private static final int OCTETS = 0;
    private static final int TRUTH = 4;
    private static final int SIGNED = 5;
    private static final int UNSIGNED = 6;
    private static final int LIST = 7;
    private static final int MOST_LENGTH_BYTES = 4;
    private static final int LONGEST_WHOLE = 8;

    /// A GetList response nests five deep, a tree of parameters a little more.
    private static final int DEEPEST = 24;

    private final byte[] bytes;
    private int position;

    SmlReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return position;
    }

    boolean hasMore() {
        return position < bytes.length;
    }

    SmlElement next() throws SmlDamagedException {
        return next(0);
    }

    private SmlElement next(int depth) throws SmlDamagedException {
        int at = position;
        int tag = take();
        if (tag == 0) {
            return new SmlElement.EndOfMessage(at);
        }
        int type = tag >> 4 & 7;
        int length = tag & 15;
        int tagBytes = 1;
        for (int more = tag; (more & 0x80) != 0; tagBytes++) {
            if (tagBytes == MOST_LENGTH_BYTES) {
                throw new SmlDamagedException(at, "a length of more than four bytes");
            }
            more = take();
            length = length << 4 | more & 15;
        }
        if (type == LIST) {
            return list(at, length, depth);
        }
        return value(at, type, take(at, length - tagBytes));
    }

    private SmlElement list(int at, int count, int depth) throws SmlDamagedException {
        if (depth == DEEPEST) {
            throw new SmlDamagedException(at, "lists nested deeper than " + DEEPEST);
        }
        if (count > bytes.length - position) {
            throw new SmlDamagedException(
                    at,
                    "a list of "
                            + count
                            + " elements, but only "
                            + (bytes.length - position)
                            + " bytes follow");
        }
        List<SmlElement> elements = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            elements.add(next(depth + 1));
        }
        return new SmlElement.Items(at, List.copyOf(elements));
    }

    private static SmlElement value(int at, int type, byte[] content) throws SmlDamagedException {
        switch (type) {
            case OCTETS -> {
                return content.length == 0
                        ? new SmlElement.Absent(at)
                        : new SmlElement.Octets(at, content);
            }
            case TRUTH -> {
                if (content.length == 1) {
                    return new SmlElement.Truth(at, content[0] != 0);
                }
            }
            case SIGNED, UNSIGNED -> {
                if (content.length >= 1 && content.length <= LONGEST_WHOLE) {
                    boolean signed = type == SIGNED;
                    return new SmlElement.Whole(
                            at,
                            signed ? new BigInteger(content) : new BigInteger(1, content),
                            signed,
                            content.length);
                }
            }
            default -> throw new SmlDamagedException(at, "a value of the unknown type " + type);
        }
        throw new SmlDamagedException(
                at, "a value of type " + type + " with " + content.length + " bytes");
    }

    private int take() throws SmlDamagedException {
        if (position == bytes.length) {
            throw new SmlDamagedException(position, "a message goes on behind the end");
        }
        return bytes[position++] & 0xff;
    }

    private byte[] take(int at, int count) throws SmlDamagedException {
        if (count < 0 || count > bytes.length - position) {
            throw new SmlDamagedException(
                    at,
                    "a value of " + count + " bytes, but " + (bytes.length - position) + " follow");
        }
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }
}
