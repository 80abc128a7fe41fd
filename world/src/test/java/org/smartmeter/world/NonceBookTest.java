package org.smartmeter.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NonceBookTest {

    private final NonceBook book = new NonceBook();

    private boolean enter(int meter, int boot, long counter, int content) {
        byte[] frame = new byte[60];
        ByteBuffer.wrap(frame).putInt(26, boot).putLong(30, counter).putInt(50, content);
        return book.enter(meter, frame, book.fingerprint(frame));
    }

    @Test
    void theSameBytesMayComeAgainAndOthersMayNot() {
        assertThat(enter(1, 5, 1, 42)).isTrue();
        assertThat(enter(1, 5, 1, 42)).isTrue();
        assertThat(enter(1, 5, 1, 43)).isFalse();
    }

    @Test
    void anotherMeterBootOrCounterIsAnotherNonceHoweverManyThereAre() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                assertThat(enter(i % 100, 5 + i % 7, i, i)).isTrue();
            }
        }
        assertThat(enter(3, 5 + 3 % 7, 3, 4)).isFalse();
    }
}
