package org.smartmeter.drivers.telegram;

import java.util.Optional;
import java.util.OptionalInt;

/// Why a telegram is not to be believed.
///
/// @param reason in words
/// @param offset of the byte in the capture where it shows
/// @param line its line in the capture, from 1, where the format has lines
/// @param expected the checksum that the bytes have, in hexadecimal
/// @param found the checksum that the telegram says, in hexadecimal
public record Damage(
        String reason,
        int offset,
        OptionalInt line,
        Optional<String> expected,
        Optional<String> found) {

    public static Damage at(int offset, String reason) {
        return new Damage(reason, offset, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    public static Damage ofChecksum(int offset, String expected, String found) {
        return new Damage(
                "the checksum does not fit",
                offset,
                OptionalInt.empty(),
                Optional.of(expected),
                Optional.of(found));
    }

    public Damage inLine(int number) {
        return new Damage(reason, offset, OptionalInt.of(number), expected, found);
    }

    /// One sentence for a person.
    public String text() {
        StringBuilder text = new StringBuilder("byte ").append(offset);
        line.ifPresent(number -> text.append(", line ").append(number));
        text.append(": ").append(reason);
        expected.ifPresent(
                it -> text.append("; expected ").append(it).append(", found ").append(found.get()));
        return text.toString();
    }
}
