package org.smartmeter.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInThrottleTest {

    private Instant now = Instant.parse("2026-11-22T18:00:00Z");
    private final SignInThrottle throttle = new SignInThrottle((InstantSource) () -> now);

    @ParameterizedTest(name = "after {0} wrong tries wait {1} s")
    @CsvSource({"4, 0", "5, 30", "6, 60", "7, 120", "9, 480", "10, 900", "20, 900"})
    void eachWrongTryBeyondFiveDoublesTheWaitOfAName(int wrong, long seconds) {
        for (int i = 0; i < wrong; i++) {
            tryAsSoonAsPossible("amina", "10.0.0." + i);
        }

        assertThat(throttle.tried("amina", "10.9.9.9").orElse(Duration.ZERO))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theNameCountsInAnyCaseAndWithBlanks() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.tried(i % 2 == 0 ? "Amina" : " amina ", "10.0.0." + i)).isEmpty();
        }
        assertThat(throttle.tried("AMINA", "10.0.0.9")).isPresent();
    }

    @Test
    void anAddressHasTwentyTriesHoweverManyNamesItTries() {
        for (int i = 0; i < 20; i++) {
            assertThat(throttle.tried("name" + i, "10.0.0.1")).isEmpty();
        }
        assertThat(throttle.tried("another", "10.0.0.1")).isPresent();
        assertThat(throttle.tried("another", "10.0.0.2")).isEmpty();
    }

    @Test
    void oneNetworkOfIpv6IsOneAddress() {
        for (int i = 0; i < 20; i++) {
            throttle.tried("name" + i, "2001:db8:0:1:0:0:0:" + i);
        }
        assertThat(throttle.tried("another", "2001:db8:0:1:ffff:0:0:1")).isPresent();
        assertThat(throttle.tried("another", "2001:db8:0:2:0:0:0:1")).isEmpty();
    }

    @Test
    void aRightPasswordForgetsTheNamesWrongOnes() {
        for (int i = 0; i < 4; i++) {
            throttle.tried("amina", "10.0.0.1");
        }
        throttle.tried("amina", "10.0.0.1");
        throttle.succeeded("amina", "10.0.0.1");

        assertThat(throttle.tried("amina", "10.0.0.1")).isEmpty();
    }

    @Test
    void ownRightPasswordsDoNotBuyTriesOfOtherNames() {
        for (int i = 0; i < 19; i++) {
            throttle.tried("victim" + i, "10.0.0.1");
            throttle.tried("mine", "10.0.0.1");
            throttle.succeeded("mine", "10.0.0.1");
        }
        throttle.tried("victim19", "10.0.0.1");

        assertThat(throttle.tried("victim20", "10.0.0.1")).isPresent();
    }

    @Test
    void anHourOfQuietForgetsEverything() {
        for (int i = 0; i < 5; i++) {
            throttle.tried("amina", "10.0.0.1");
        }
        now = now.plus(Duration.ofHours(1));

        assertThat(throttle.tried("amina", "10.0.0.1")).isEmpty();
    }

    private void tryAsSoonAsPossible(String name, String address) {
        throttle.tried(name, address)
                .ifPresent(
                        wait -> {
                            now = now.plus(wait);
                            assertThat(throttle.tried(name, address)).isEmpty();
                        });
    }
}
