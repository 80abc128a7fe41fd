package org.smartmeter.device.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarintsTest {

    private static ByteBuffer written(long number) {
        ByteBuffer bytes = ByteBuffer.allocate(Varints.LONGEST);
        Varints.put(bytes, number);
        return bytes.flip();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "127, 1",
        "128, 2",
        "16383, 2",
        "16384, 3",
        "9223372036854775807, 9",
        "-1, 10",
        "-9223372036854775808, 10"
    })
    void aNumberTakesTheBytesItNeeds(long number, int bytes) {
        assertThat(written(number).remaining()).isEqualTo(bytes);
        assertThat(Varints.get(written(number))).isEqualTo(number);
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadAgainWithoutAByteLeft(@ForAll @Size(max = 64) long[] numbers) {
        for (int i = 0; i < numbers.length; i += 2) {
            numbers[i] = 0;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Varints.longestSparse(numbers.length));
        Varints.putSparse(bytes, numbers);
        assertThat(Varints.getSparse(bytes.flip(), numbers.length)).containsExactly(numbers);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-06-01T12:00:00.123Z"})
    void timesAreKeptToTheMillisecond(Instant time) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Varints.LONGEST);
        Varints.put(bytes, time);
        Varints.put(bytes, Instant.MAX);
        bytes.flip();
        assertThat(Varints.getInstant(bytes)).isEqualTo(time);
        assertThat(Varints.getInstant(bytes)).isEqualTo(Instant.MAX);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0x80);
        assertThatThrownBy(() -> Varints.get(ByteBuffer.wrap(endless)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Varints.get(ByteBuffer.wrap(endless, 0, 3)))
                .isInstanceOf(BufferUnderflowException.class);
    }
}
