package org.smartmeter.drivers.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.smartmeter.drivers.iec62056.ReadoutFormat;
import org.smartmeter.drivers.iec62056.ReadoutSample;
import org.smartmeter.drivers.p1.P1Format;
import org.smartmeter.drivers.p1.P1Sample;
import org.smartmeter.drivers.sml.SmlFormat;
import org.smartmeter.drivers.sml.SmlWriter;

/// What happens to a telegram on its way is seen, in every format.
class DamageProperties {

    /// A format and a whole telegram of it.
    record Kind(TelegramFormat format, byte[] telegram) {
        @Override
        public String toString() {
            return format.name();
        }
    }

    @Provide
    Arbitrary<Kind> kinds() {
        return Arbitraries.of(
                new Kind(new P1Format(P1Format.DUTCH), P1Sample.bytes()),
                new Kind(new SmlFormat(), SmlWriter.reading("0a01534d500000bc614e", 77, 12, 3, -9)),
                new Kind(new ReadoutFormat(Optional.empty()), ReadoutSample.bytes()));
    }

    @Property(tries = 2_000)
    void noFlippedBitIsBelieved(
            @ForAll("kinds") Kind kind,
            @ForAll @IntRange(max = 100_000) int at,
            @ForAll @IntRange(max = 7) int bit) {
        byte[] flipped = kind.telegram().clone();
        flipped[at % flipped.length] ^= (byte) (1 << bit);
        List<TelegramRegister> sent = registers(kind, kind.telegram());
        assertThat(registers(kind, flipped)).isIn(List.of(), sent);
    }

    @Property(tries = 1_000)
    void aCutTelegramIsCutAndNothingElse(
            @ForAll("kinds") Kind kind, @ForAll @IntRange(min = 1, max = 100_000) int at) {
        int length = kind.telegram().length;
        int cut = 1 + at % (length - 3);
        Capture tail = kind.format().read(Arrays.copyOf(kind.telegram(), cut), true);
        assertThat(tail.telegrams()).isEmpty();
        assertThat(tail.headBytes() + tail.tailBytes()).isEqualTo(cut);
    }

    @Property(tries = 1_000)
    void everythingReadIsSomewhereInTheCapture(
            @ForAll("kinds") Kind kind, @ForAll byte[] before, @ForAll byte[] behind) {
        byte[] bytes = new byte[before.length + kind.telegram().length + behind.length];
        System.arraycopy(before, 0, bytes, 0, before.length);
        System.arraycopy(kind.telegram(), 0, bytes, before.length, kind.telegram().length);
        System.arraycopy(behind, 0, bytes, before.length + kind.telegram().length, behind.length);
        Capture capture = kind.format().read(bytes, true);
        int end = capture.headBytes();
        for (Telegram telegram : capture.telegrams()) {
            assertThat(telegram.from()).isGreaterThanOrEqualTo(end);
            assertThat(telegram.to()).isGreaterThan(telegram.from());
            end = telegram.to();
        }
        assertThat(end + capture.tailBytes()).isLessThanOrEqualTo(bytes.length);
    }

    private static List<TelegramRegister> registers(Kind kind, byte[] bytes) {
        return kind.format().read(bytes, true).telegrams().stream()
                .filter(Telegram::isValid)
                .flatMap(telegram -> telegram.registers().stream())
                .toList();
    }
}
