package org.smartmeter.server.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One entry of the record.
///
/// @param id entries are numbered from 1 without a hole
/// @param at to the microsecond, which is what the database keeps
/// @param actor the user's name; `-` where nobody is known
/// @param subject the meter or user it is about; empty where there is none
public record Access(
        long id, Instant at, String actor, Action action, String subject, String detail) {

    private static final String PURPOSE = "smartmeter/1/access";

    public Access {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /// SHA-256 over the hash before and every field, each with its length, so that no two entries
    /// can be mistaken for one another.
    byte[] hashAfter(byte[] hashBefore) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        put(bytes, PURPOSE.getBytes(StandardCharsets.UTF_8));
        put(bytes, hashBefore);
        put(bytes, ByteBuffer.allocate(Long.BYTES).putLong(id).array());
        put(bytes, at.toString().getBytes(StandardCharsets.UTF_8));
        put(bytes, actor.getBytes(StandardCharsets.UTF_8));
        put(bytes, action.word().getBytes(StandardCharsets.UTF_8));
        put(bytes, subject.getBytes(StandardCharsets.UTF_8));
        put(bytes, detail.getBytes(StandardCharsets.UTF_8));
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void put(ByteArrayOutputStream bytes, byte[] field) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
        bytes.writeBytes(field);
    }
}
