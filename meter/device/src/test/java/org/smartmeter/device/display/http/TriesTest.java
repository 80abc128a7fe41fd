package org.smartmeter.device.display.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.device.display.http.PinTries.Asker;

/// How often somebody may try.
class TriesTest {

    private static final long HALF_A_MINUTE = PinTries.ONE_MORE_AFTER.toNanos();

    private static final String HOME = "192.168.1.5";
    private static final String STRANGER = "192.168.1.66";

    private final PinTries tries = new PinTries();

    private static Asker at(String address) {
        return new Asker(address, Optional.empty());
    }

    private boolean isWrong(String address, long nanos) {
        return isWrong(at(address), nanos);
    }

    private boolean isWrong(Asker asker, long nanos) {
        boolean taken = tries.take(asker, nanos);
        if (taken) {
            tries.wrong(asker, nanos);
        }
        return taken;
    }

    private boolean isRight(String address, long nanos) {
        return right(at(address), nanos).isPresent();
    }

    /// The token, if the PIN was taken at all.
    private Optional<String> right(Asker asker, long nanos) {
        return tries.take(asker, nanos) ? Optional.of(tries.right(asker, nanos)) : Optional.empty();
    }

    @Test
    void wrongPinsAreFewAndEachFurtherOneWaitsHalfAMinute() {
        for (int i = 0; i < PinTries.AT_ONCE; i++) {
            assertThat(tries.take(at(HOME), 0)).isTrue();
            assertThat(tries.wrong(at(HOME), 0))
                    .isEqualTo(i == PinTries.AT_ONCE - 1 ? PinTries.AT_ONCE : 0);
        }
        assertThat(tries.take(at(HOME), HALF_A_MINUTE - 1_000_000)).isFalse();
        assertThat(tries.take(at(HOME), HALF_A_MINUTE)).isTrue();
        assertThat(tries.take(at(HOME), HALF_A_MINUTE)).isFalse();
    }

    @Test
    void theRightPinCostsNoTry() {
        for (int i = 0; i < 100; i++) {
            assertThat(isRight(HOME, 0)).isTrue();
        }
    }

    @Test
    void aStrangersTriesAreNotThoseOfTheHome() {
        for (int i = 0; i < 100; i++) {
            isWrong(STRANGER, 0);
        }
        assertThat(isWrong(STRANGER, 0)).isFalse();
        assertThat(isRight(HOME, 0)).isTrue();
    }

    @Test
    void whoChangesTheAddressHasNoMoreTriesAndLocksOutNobodyWhoProvedThePin() {
        assertThat(isRight(HOME, 0)).isTrue();
        int tried = 0;
        for (int i = 0; i < 2 * AddressBudgets.MOST_ADDRESSES; i++) {
            tried += isWrong("fe80::" + i, 0) ? 1 : 0;
        }
        assertThat(tried).isEqualTo(PinTries.STRANGERS_AT_ONCE);
        assertThat(isWrong("fe80::new", 0)).isFalse();
        assertThat(isRight(HOME, 0)).isTrue();
        assertThat(isWrong("fe80::new", HALF_A_MINUTE)).as("one, together").isTrue();
        assertThat(isWrong("fe80::newer", HALF_A_MINUTE)).isFalse();
    }

    @Test
    void whoProvedThePinLongestAgoIsAStrangerOnceMoreThanAHomeHasDid() {
        isRight(HOME, 0);
        for (int i = 0; i < PinTries.MOST_KNOWN; i++) {
            isRight("192.168.2." + i, 0);
        }
        for (int i = 0; i < PinTries.STRANGERS_AT_ONCE; i++) {
            isWrong("fe80::" + i, 0);
        }
        assertThat(isRight(HOME, 0)).isFalse();
        assertThat(isRight("192.168.2.0", 0)).isTrue();
    }

    @Test
    void aScreenIsKnownByItsTokenWhateverOthersDoAtItsAddress() {
        Asker proxied = new Asker(HOME, right(at(HOME), 0));
        for (int i = 0; i < PinTries.AT_ONCE; i++) {
            isWrong(HOME, 0);
        }
        assertThat(isRight(HOME, 0)).as("without the token").isFalse();
        assertThat(right(proxied, 0)).as("the same token").isEqualTo(proxied.token());
        for (int i = 0; i < PinTries.AT_ONCE; i++) {
            assertThat(isWrong(proxied, 0)).isTrue();
        }
        assertThat(isWrong(proxied, 0)).as("has a budget too").isFalse();
    }

    @Test
    void aScreenThatMovesToAnotherAddressIsNoStranger() {
        Optional<String> token = right(at(HOME), 0);
        for (int i = 0; i < PinTries.STRANGERS_AT_ONCE; i++) {
            isWrong("fe80::" + i, 0);
        }
        assertThat(right(new Asker("192.168.1.7", Optional.of("made up")), 0)).isEmpty();
        assertThat(right(new Asker("192.168.1.7", token), 0)).isEqualTo(token);
    }

    @Test
    void noMoreTokensAreKeptThanAHomeHasScreens() {
        Asker first = new Asker(HOME, right(at(HOME), 0));
        Set<Optional<String>> tokens = new HashSet<>();
        for (int i = 0; i < PinTries.MOST_KNOWN; i++) {
            tokens.add(right(at(HOME), 0));
        }
        assertThat(tokens).hasSize(PinTries.MOST_KNOWN);
        assertThat(right(first, 0)).as("known by the address alone").isNotEqualTo(first.token());
    }

    @ParameterizedTest
    @CsvSource({
        "smart-meter-screen=abc,                   abc",
        "theme=dark; smart-meter-screen=abc; a=b,  abc",
        "theme=smart-meter-screen=abc,             ",
        "smart-meter-screens=abc,                  ",
        "smart-meter-screen,                       ",
        "'',                                       ",
    })
    void aTokenIsFoundAmongOtherCookies(String header, @Nullable String token) {
        assertThat(KnownScreen.token(Optional.of(header))).isEqualTo(Optional.ofNullable(token));
    }

    @Test
    void wrongPinsOfAllAreToldTogetherWhenABudgetIsUsedUp() {
        assertThat(tries.take(at(HOME), 0)).isTrue();
        assertThat(tries.wrong(at(HOME), 0)).isZero();
        int told = 0;
        for (int i = 0; i < PinTries.AT_ONCE; i++) {
            assertThat(tries.take(at(STRANGER), 0)).isTrue();
            told += tries.wrong(at(STRANGER), 0);
        }
        assertThat(told).isEqualTo(PinTries.AT_ONCE + 1);
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
