package org.smartmeter.device.display.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How often somebody may try.
class TriesTest {

    private static final long HALF_A_MINUTE = PinTries.ONE_MORE_AFTER.toNanos();

    @Test
    void wrongPinsAreFewAndEachFurtherOneWaitsHalfAMinute() {
        PinTries tries = new PinTries(0);
        for (int i = 0; i < PinTries.AT_ONCE; i++) {
            assertThat(tries.take(0)).isTrue();
            assertThat(tries.wrong()).isEqualTo(i == PinTries.AT_ONCE - 1 ? PinTries.AT_ONCE : 0);
        }
        assertThat(tries.take(HALF_A_MINUTE - 1_000_000)).isFalse();
        assertThat(tries.take(HALF_A_MINUTE)).isTrue();
        assertThat(tries.take(HALF_A_MINUTE)).isFalse();
    }

    @Test
    void theRightPinCostsNoTry() {
        PinTries tries = new PinTries(0);
        for (int i = 0; i < 100; i++) {
            assertThat(tries.take(0)).isTrue();
            tries.right();
        }
    }

    @Test
    void anAddressGetsAPageAtOnceAndAFewRequestsASecond() {
        RequestBudget budget = new RequestBudget();
        for (int i = 0; i < RequestBudget.AT_ONCE; i++) {
            assertThat(budget.take("192.168.1.5", 0)).isTrue();
        }
        assertThat(budget.take("192.168.1.5", 0)).isFalse();
        assertThat(budget.take("192.168.1.6", 0)).as("somebody else").isTrue();
        long later = Duration.ofSeconds(1).toNanos();
        for (int i = 0; i < RequestBudget.PER_SECOND; i++) {
            assertThat(budget.take("192.168.1.5", later)).isTrue();
        }
        assertThat(budget.take("192.168.1.5", later)).isFalse();
    }

    @Test
    void aPinIsKnownAgainFromWhatIsStoredAndCannotBeReadThere() {
        Pin pin = Pin.of("482916", new SecureRandom());
        assertThat(pin.toString()).startsWith("pbkdf2-sha256:").doesNotContain("482916");
        assertThat(Pin.parse(pin.toString()).matches("482916")).isTrue();
        assertThat(Pin.parse(pin.toString()).matches("482917")).isFalse();
        assertThat(Pin.of("482916", new SecureRandom())).asString().isNotEqualTo(pin.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "12a4", "1234567890123", "١٢٣٤"})
    void aPinIsFourToTwelveDigits(String wrong) {
        SecureRandom random = new SecureRandom();
        assertThatThrownBy(() -> Pin.of(wrong, random)).hasMessageContaining("4 to 12 digits");
        assertThat(Pin.of("4829", random).matches(wrong)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4829", "pbkdf2-sha256:1:00:00", "bcrypt:120000:00:00"})
    void whatIsNoHashIsRefused(String stored) {
        assertThatThrownBy(() -> Pin.parse(stored)).hasMessageContaining("no hashed PIN");
    }
}
