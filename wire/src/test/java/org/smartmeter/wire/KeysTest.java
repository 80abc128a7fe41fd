package org.smartmeter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

class KeysTest {

    private static final MeterId METER = new MeterId("SEM0000000004410");
    private static final byte[] MESSAGE = "said".getBytes(StandardCharsets.UTF_8);

    @Test
    void rawKeysComeBack() {
        KeyPair agreement = RawKeys.newX25519();
        KeyPair signature = RawKeys.newEd25519();

        assertThat(RawKeys.x25519Public(RawKeys.raw(agreement.getPublic())))
                .isEqualTo(agreement.getPublic());
        assertThat(RawKeys.ed25519Public(RawKeys.raw(signature.getPublic())))
                .isEqualTo(signature.getPublic());
        assertThat(RawKeys.raw(RawKeys.x25519Private(RawKeys.raw(agreement.getPrivate()))))
                .isEqualTo(RawKeys.raw(agreement.getPrivate()));
        assertThat(RawKeys.raw(RawKeys.ed25519Private(RawKeys.raw(signature.getPrivate()))))
                .isEqualTo(RawKeys.raw(signature.getPrivate()));
    }

    /// RFC 8032, section 7.1, test 2.
    @Test
    void signsAsTheStandardDoes() {
        byte[] seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        byte[] key = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        byte[] signature =
                hex(
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

        assertThat(Ed25519.signer(RawKeys.ed25519Private(seed)).sign(new byte[] {0x72}))
                .isEqualTo(signature);
        assertThat(Ed25519.verifier(key).verify(new byte[] {0x72}, signature)).isTrue();
    }

    @Test
    void aSignatureOfAnyOtherFormIsJustWrong() {
        KeyPair pair = RawKeys.newEd25519();
        Ed25519Verifier verifier = Ed25519.verifier(RawKeys.raw(pair.getPublic()));
        byte[] signature = Ed25519.signer(pair.getPrivate()).sign(MESSAGE);

        assertThat(verifier.verify(MESSAGE, signature)).isTrue();
        assertThat(verifier.verify(MESSAGE, new byte[0])).isFalse();
        assertThat(verifier.verify(MESSAGE, new byte[64])).isFalse();
        assertThat(verifier.verify(MESSAGE, new byte[65])).isFalse();
        byte[] wild = new byte[64];
        java.util.Arrays.fill(wild, (byte) 0xff);
        assertThat(verifier.verify(MESSAGE, wild)).isFalse();
        assertThat(verifier.verify(new byte[0], signature)).isFalse();
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RawKeys.x25519Public(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> RawKeys.ed25519Private(new byte[33]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519.verifier(hex("02" + "00".repeat(31))));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SealKeys.agree(
                                        RawKeys.newX25519().getPrivate(), new byte[32], METER));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SealKeys.agree(
                                        RawKeys.newEd25519().getPrivate(),
                                        RawKeys.raw(RawKeys.newX25519().getPublic()),
                                        METER));
    }

    @Test
    void aSignedHeadProvesItsMeterEpochAndRecords() {
        KeyPair pair = RawKeys.newEd25519();
        Ed25519Verifier verifier = Ed25519.verifier(RawKeys.raw(pair.getPublic()));
        Epoch epoch = new Epoch(1_790_000_000);
        byte[] head = new byte[32];
        head[0] = 1;

        ChainSignature signature =
                ChainSignature.sign(METER, epoch, 12, head, Ed25519.signer(pair.getPrivate()));

        assertThat(signature.proves(METER, epoch, head, verifier)).isTrue();
        assertThat(signature.proves(METER, epoch, new byte[32], verifier)).isFalse();
        assertThat(signature.proves(METER, new Epoch(1_790_000_001), head, verifier)).isFalse();
        assertThat(signature.proves(new MeterId("SEM0000000004411"), epoch, head, verifier))
                .isFalse();
        assertThat(
                        new ChainSignature(13, head, signature.signature())
                                .proves(METER, epoch, head, verifier))
                .isFalse();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
