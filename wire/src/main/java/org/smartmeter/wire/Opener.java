package org.smartmeter.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/// Opens sealed frames of one topic. Keeps the keys of the last few boots, and only of those that
/// have proved authentic, so that forged headers cannot fill it. Threads may share it.
public final class Opener {

    private static final int BOOTS_KEPT = 4;

    private final SealKeys keys;
    private final Topic topic;
    private final byte[] topicBytes;
    private final LinkedHashMap<Agreed, SecretKey> known = new LinkedHashMap<>();

    private record Agreed(int generation, int boot) {}

    /// @throws IllegalArgumentException if the keys are another meter's than the topic's
    public Opener(SealKeys keys, Topic topic) {
        Sealer.checkMeter(keys, topic);
        this.keys = keys;
        this.topic = topic;
        this.topicBytes = topic.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Opens a frame that arrived on the topic.
    ///
    /// @throws SealBrokenException if it is not exactly what the other end sealed for this topic
    public Opened open(byte[] frame) throws SealBrokenException {
        checkLength(frame);
        SealHeader header = SealHeader.of(frame);
        if (header.channel() != topic.channel()) {
            throw new SealBrokenException(
                    SealBrokenException.Reason.CHANNEL,
                    "a frame for " + header.channel().word() + " on topic " + topic);
        }
        Agreed agreed = new Agreed(header.generation(), header.boot());
        SecretKey key = keyOf(agreed);
        byte[] content = open(frame, key);
        keep(agreed, key);
        return new Opened(header, content);
    }

    private byte[] open(byte[] frame, SecretKey key) throws SealBrokenException {
        try {
            return GcmCiphers.lend(
                    cipher -> {
                        cipher.init(Cipher.DECRYPT_MODE, key, Sealer.nonce(frame));
                        cipher.updateAAD(frame, 0, SealHeader.LENGTH);
                        cipher.updateAAD(topicBytes);
                        return cipher.doFinal(
                                frame, SealHeader.LENGTH, frame.length - SealHeader.LENGTH);
                    });
        } catch (AEADBadTagException _) {
            throw new SealBrokenException(
                    SealBrokenException.Reason.NOT_AUTHENTIC,
                    "the seal does not hold on topic "
                            + topic
                            + ": changed on the way, or another key's");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM failed on topic " + topic, e);
        }
    }

    private static void checkLength(byte[] frame) throws SealBrokenException {
        int shortest = SealHeader.LENGTH + Sealer.TAG_LENGTH;
        if (frame.length < shortest) {
            throw new SealBrokenException(
                    SealBrokenException.Reason.TOO_SHORT,
                    frame.length + " bytes; a frame has at least " + shortest);
        }
        if (frame.length > Sealer.MAXIMUM_FRAME) {
            throw new SealBrokenException(
                    SealBrokenException.Reason.TOO_LONG,
                    frame.length + " bytes; a frame has at most " + Sealer.MAXIMUM_FRAME);
        }
    }

    private SecretKey keyOf(Agreed agreed) {
        synchronized (known) {
            SecretKey key = known.get(agreed);
            if (key != null) {
                return key;
            }
        }
        return keys.key(topic.channel(), agreed.generation(), agreed.boot());
    }

    private void keep(Agreed agreed, SecretKey key) {
        synchronized (known) {
            known.putIfAbsent(agreed, key);
            if (known.size() > BOOTS_KEPT) {
                known.pollFirstEntry();
            }
        }
    }
}
