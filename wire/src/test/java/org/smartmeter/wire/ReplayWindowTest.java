package org.smartmeter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

    record Message(int boot, long counter) {}

    /// Beside a plain set of everything heard so far.
    @Property(tries = 2_000)
    void acceptsWhatIsNewAndNeverAnythingTwice(@ForAll("messages") List<Message> messages) {
        ReplayWindow window = new ReplayWindow();
        Set<Message> heard = new HashSet<>();
        int boot = 0;
        long highest = 0;
        for (Message message : messages) {
            if (message.boot() > boot) {
                boot = message.boot();
                highest = 0;
            }
            boolean expected =
                    message.boot() == boot
                            && message.counter() > highest - ReplayWindow.WIDTH
                            && !heard.contains(message);
            if (expected) {
                heard.add(message);
                highest = Math.max(highest, message.counter());
            }

            assertThat(window.accept(message.boot(), message.counter()))
                    .as("%s after %s", message, highest)
                    .isEqualTo(expected);
        }
        assertThat(window.state()).isEqualTo(new ReplayWindow.State(boot, highest));
    }

    @Test
    void aRestartRefusesAllThatCameBefore() {
        ReplayWindow before = new ReplayWindow();
        before.accept(3, 5);
        before.accept(3, 9);

        ReplayWindow after = new ReplayWindow(before.state());

        assertThat(after.accept(3, 9)).isFalse();
        assertThat(after.accept(3, 7)).isFalse();
        assertThat(after.accept(2, 99)).isFalse();
        assertThat(after.accept(3, 10)).isTrue();
        assertThat(after.accept(3, 10)).isFalse();
        assertThat(after.accept(4, 1)).isTrue();
        assertThat(after.accept(3, 11)).isFalse();
    }

    @Test
    void aMessageMayComeLateByTheWidthOfTheWindow() {
        ReplayWindow window = new ReplayWindow();
        window.accept(1, 2_000);

        assertThat(window.accept(1, 2_000 - 1_023)).isTrue();
        assertThat(window.accept(1, 2_000 - 1_024)).isFalse();
        assertThat(window.accept(1, 1L << 32)).isTrue();
        assertThat(window.accept(1, 2_001)).isFalse();
    }

    @Provide
    Arbitrary<List<Message>> messages() {
        Arbitrary<Long> counters =
                Arbitraries.oneOf(
                        Arbitraries.longs().between(1, 30),
                        Arbitraries.longs().between(1, 3_000),
                        Arbitraries.longs().between(1_000, 1_100));
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(1, 1), Tuple.of(8, 2), Tuple.of(1, 3)),
                        counters)
                .as(Message::new)
                .list()
                .ofMaxSize(200);
    }
}
