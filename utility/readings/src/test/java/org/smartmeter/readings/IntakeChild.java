package org.smartmeter.readings;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;

/// A utility that stores what twenty meters send until it is killed, and writes down each
/// acknowledgement after it was given.
final class IntakeChild {

    static final int METERS = 20;
    static final int RECORDS = 2_000;
    static final Instant START = Instant.parse("2026-04-01T00:00:00Z");

    private IntakeChild() {}

    static TestMeter meter(int number) {
        return TestMeter.number(number)
                .defines(TestMeter.PROFILE)
                .measuresEvery(TestMeter.PROFILE, START, RECORDS - 1, number, number + 1L);
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        ReadingsSettings eager =
                new ReadingsSettings(
                        1 << 20,
                        64,
                        Duration.ofMillis(20),
                        4,
                        Duration.ofMillis(50),
                        Duration.ofMinutes(5),
                        ZoneOffset.UTC,
                        Duration.ofDays(8));
        OpenStore store = new OpenStore(directory, eager);
        OutputStream acknowledged =
                Files.newOutputStream(
                        directory.resolve("acknowledged"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
        Instant received = START.plus(Duration.ofDays(60));
        CompletableFuture<?>[] meters = new CompletableFuture<?>[METERS];
        for (int number = 0; number < METERS; number++) {
            TestMeter meter = meter(number);
            meters[number] =
                    CompletableFuture.runAsync(
                            () -> send(store.readings, meter, received, acknowledged),
                            Thread::startVirtualThread);
        }
        CompletableFuture.allOf(meters).join();
        Thread.currentThread().join();
    }

    private static void send(
            ReadingStore readings, TestMeter meter, Instant received, OutputStream acknowledged) {
        long upTo = readings.progress(meter.id, meter.epoch).storedUpTo();
        while (upTo < RECORDS) {
            long first = Math.max(1, upTo - 2);
            long last = Math.min(RECORDS, upTo + 8);
            upTo = meter.sends(readings, first, last, received).join().storedUpTo();
            synchronized (acknowledged) {
                try {
                    acknowledged.write(
                            (meter.id + " " + upTo + "\n")
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }
    }
}
