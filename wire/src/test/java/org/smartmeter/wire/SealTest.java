package org.smartmeter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.SealBrokenException.Reason;

class SealTest {

    private static final MeterId METER = new MeterId("SEM0000000004410");
    private static final KeyPair METER_PAIR = RawKeys.newX25519();
    private static final KeyPair UTILITY_PAIR = RawKeys.newX25519();
    private static final SealKeys AT_METER =
            SealKeys.agree(METER_PAIR.getPrivate(), RawKeys.raw(UTILITY_PAIR.getPublic()), METER);
    private static final SealKeys AT_UTILITY =
            SealKeys.agree(UTILITY_PAIR.getPrivate(), RawKeys.raw(METER_PAIR.getPublic()), METER);
    private static final byte[] CONTENT = "what is said".getBytes(StandardCharsets.UTF_8);
    private static final long EPOCH = 1_790_000_000L;

    @ParameterizedTest
    @EnumSource(Channel.class)
    void whatOneEndSealsTheOtherOpens(Channel channel) throws Exception {
        Topic topic = new Topic(METER, channel);
        Sealer sealer = new Sealer(AT_METER, topic, 1, 7);

        byte[] frame = sealer.seal(EPOCH, 11, 3, CONTENT);
        Opened opened = new Opener(AT_UTILITY, topic).open(frame);

        assertThat(opened.content()).isEqualTo(CONTENT);
        assertThat(opened.header()).isEqualTo(new SealHeader(channel, 1, EPOCH, 11, 3, 7, 1));
        assertThat(opened.header().records()).contains(new SequenceRange(11, 13));
        assertThat(frame).hasSize(SealHeader.LENGTH + CONTENT.length + 16);
    }

    @Property(tries = 500)
    void anyContentComesBack(@ForAll @Size(max = 2_000) byte[] content) throws Exception {
        Topic topic = new Topic(METER, Channel.UP);
        byte[] frame = new Sealer(AT_METER, topic, 1, fresh()).seal(0, content);

        Opened opened = new Opener(AT_UTILITY, topic).open(frame);

        assertThat(opened.content()).isEqualTo(content);
        assertThat(opened.header().records()).isEmpty();
    }

    @Test
    void noByteOfAFrameMayChange() {
        Topic topic = new Topic(METER, Channel.UP);
        byte[] frame = new Sealer(AT_METER, topic, 1, fresh()).seal(EPOCH, 11, 3, CONTENT);
        Opener opener = new Opener(AT_UTILITY, topic);

        for (int at = 0; at < frame.length; at++) {
            byte[] changed = frame.clone();
            changed[at] ^= 1;

            assertThatExceptionOfType(SealBrokenException.class)
                    .as("byte %d", at)
                    .isThrownBy(() -> opener.open(changed));
        }
        assertThat(opener).satisfies(o -> assertThat(o.open(frame).content()).isEqualTo(CONTENT));
    }

    @Test
    void aFrameCountsOnItsOwnTopicOnly() {
        byte[] frame =
                new Sealer(AT_METER, new Topic(METER, Channel.UP), 1, fresh()).seal(0, CONTENT);
        MeterId other = new MeterId("SEM0000000004411");
        SealKeys sameSecret =
                SealKeys.agree(
                        UTILITY_PAIR.getPrivate(), RawKeys.raw(METER_PAIR.getPublic()), other);

        refused(new Opener(AT_UTILITY, new Topic(METER, Channel.LIVE)), frame, Reason.CHANNEL);
        refused(new Opener(AT_UTILITY, new Topic(METER, Channel.DOWN)), frame, Reason.CHANNEL);
        refused(new Opener(sameSecret, new Topic(other, Channel.UP)), frame, Reason.NOT_AUTHENTIC);
    }

    @Test
    void aForeignKeyDoesNotOpen() {
        KeyPair stranger = RawKeys.newX25519();
        SealKeys foreign =
                SealKeys.agree(stranger.getPrivate(), RawKeys.raw(UTILITY_PAIR.getPublic()), METER);
        Topic topic = new Topic(METER, Channel.UP);
        byte[] frame = new Sealer(foreign, topic, 1, 1).seal(0, CONTENT);

        refused(new Opener(AT_UTILITY, topic), frame, Reason.NOT_AUTHENTIC);
    }

    @Test
    void whatIsNoFrameIsRefusedWithItsReason() {
        Opener opener = new Opener(AT_UTILITY, new Topic(METER, Channel.UP));
        byte[] frame =
                new Sealer(AT_METER, new Topic(METER, Channel.UP), 1, fresh()).seal(0, CONTENT);

        refused(opener, new byte[0], Reason.TOO_SHORT);
        refused(opener, new byte[SealHeader.LENGTH + 15], Reason.TOO_SHORT);
        refused(opener, new byte[Sealer.MAXIMUM_FRAME + 1], Reason.TOO_LONG);
        refused(opener, changed(frame, 0, 2), Reason.VERSION);
        refused(opener, changed(frame, 1, 9), Reason.CHANNEL);
        refused(opener, changed(frame, 2, 0x80), Reason.HEADER);
        refused(opener, changed(frame, 22, 0x7f), Reason.HEADER);
        assertThatExceptionOfType(SealBrokenException.class)
                .isThrownBy(() -> SealHeader.of(new byte[5]));
    }

    @Test
    void everyMessageHasItsOwnNonceWhoeverSeals() {
        Sealer sealer = new Sealer(AT_METER, new Topic(METER, Channel.UP), 1, fresh());
        Set<ByteBuffer> nonces = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 5_000)
                .parallel()
                .forEach(i -> nonces.add(ByteBuffer.wrap(sealer.seal(0, CONTENT), 26, 12)));

        assertThat(nonces).hasSize(5_000);
        assertThat(sealer.messages()).isEqualTo(5_000);
    }

    @Test
    void manyThreadsOpenWithOneOpener() {
        Topic topic = new Topic(METER, Channel.UP);
        Opener opener = new Opener(AT_UTILITY, topic);
        Sealer sealer = new Sealer(AT_METER, topic, 1, fresh());

        long opened =
                IntStream.range(0, 5_000)
                        .parallel()
                        .filter(i -> opens(opener, sealer.seal(0, new byte[] {(byte) i}), i))
                        .count();

        assertThat(opened).isEqualTo(5_000);
    }

    private static boolean opens(Opener opener, byte[] frame, int value) {
        try {
            return opener.open(frame).content()[0] == (byte) value;
        } catch (SealBrokenException _) {
            return false;
        }
    }

    @Property(tries = 2_000)
    void noNoiseOpens(@ForAll @Size(max = 200) byte[] noise, @ForAll boolean ofOurVersion) {
        if (ofOurVersion && noise.length > SealHeader.LENGTH) {
            System.arraycopy(
                    new SealHeader(Channel.UP, 1, EPOCH, 1, 1, 1, 1).toBytes(),
                    0,
                    noise,
                    0,
                    SealHeader.LENGTH);
        }
        Opener opener = new Opener(AT_UTILITY, new Topic(METER, Channel.UP));

        assertThatExceptionOfType(SealBrokenException.class).isThrownBy(() -> opener.open(noise));
    }

    @Test
    void everyChannelGenerationAndBootHasItsOwnKey() {
        assertThat(
                        Set.of(
                                AT_METER.key(Channel.UP, 1, 1),
                                AT_METER.key(Channel.DOWN, 1, 1),
                                AT_METER.key(Channel.LIVE, 1, 1),
                                AT_METER.key(Channel.UP, 2, 1),
                                AT_METER.key(Channel.UP, 1, 2)))
                .hasSize(5);
        assertThat(AT_METER.key(Channel.UP, 1, 1)).isEqualTo(AT_UTILITY.key(Channel.UP, 1, 1));
    }

    @Test
    void oldAndNewBootsOpenSideBySide() throws Exception {
        Topic topic = new Topic(METER, Channel.UP);
        Opener opener = new Opener(AT_UTILITY, topic);

        for (int round = 0; round < 2; round++) {
            for (int boot = 1_000; boot < 1_010; boot++) {
                byte[] frame = new Sealer(AT_METER, topic, round + 1, boot).seal(0, CONTENT);
                assertThat(opener.open(frame).header().boot()).isEqualTo(boot);
            }
        }
    }

    @Test
    void whatCannotBeSealedIsRefusedBeforeItLeaves() {
        Topic topic = new Topic(METER, Channel.UP);
        Sealer sealer = new Sealer(AT_METER, topic, 1, fresh());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sealer.seal(0, new byte[Sealer.MAXIMUM_CONTENT + 1]));
        assertThatIllegalArgumentException().isThrownBy(() -> sealer.seal(EPOCH, 0, 5, CONTENT));
        assertThatIllegalArgumentException().isThrownBy(() -> sealer.seal(0, 1, 5, CONTENT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sealer.seal(EPOCH, 1, 16_385, CONTENT));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sealer(AT_METER, topic, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Sealer(
                                        AT_METER,
                                        new Topic(new MeterId("SEM0000000000001"), Channel.UP),
                                        1,
                                        1));
        assertThat(sealer.seal(0, new byte[Sealer.MAXIMUM_CONTENT])).hasSize(Sealer.MAXIMUM_FRAME);
    }

    private static int boots = 100;

    /// A boot number that no other test used, as the rules of the nonce demand.
    private static synchronized int fresh() {
        return ++boots;
    }

    private static byte[] changed(byte[] frame, int at, int value) {
        byte[] copy = frame.clone();
        copy[at] = (byte) value;
        return copy;
    }

    private static void refused(Opener opener, byte[] frame, Reason reason) {
        assertThatExceptionOfType(SealBrokenException.class)
                .isThrownBy(() -> opener.open(frame))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
