package org.smartmeter.readings;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// How the store works; the defaults fit one machine of two cores.
///
/// @param queueBytes bodies waiting to be written; when full, [ReadingStore#store] waits
/// @param transactionBatches the most batches written in one transaction
/// @param mergeInterval pause of the background merger between its rounds
/// @param mergeSegments a shelf of 32 journals is merged when so many of its segments wait
/// @param mergeAge or when its oldest waiting segment has this age
/// @param aheadTolerance how far a record's time may lie after its reception
/// @param zone of the days and months that blocks are made of; changed later, it holds for what
///     comes then
/// @param sealAge a month is sealed when it ended so long ago
public record ReadingsSettings(
        int queueBytes,
        int transactionBatches,
        Duration mergeInterval,
        int mergeSegments,
        Duration mergeAge,
        Duration aheadTolerance,
        ZoneId zone,
        Duration sealAge) {

    public static final ReadingsSettings DEFAULT =
            new ReadingsSettings(
                    32 << 20,
                    1_024,
                    Duration.ofSeconds(2),
                    64,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    ZoneOffset.UTC,
                    Duration.ofDays(8));

    /// The same with days of another zone.
    public ReadingsSettings in(ZoneId place) {
        return new ReadingsSettings(
                queueBytes,
                transactionBatches,
                mergeInterval,
                mergeSegments,
                mergeAge,
                aheadTolerance,
                place,
                sealAge);
    }

    /// @throws IllegalArgumentException if a number is not positive
    public ReadingsSettings {
        if (queueBytes < 1 || transactionBatches < 1 || mergeSegments < 1) {
            throw new IllegalArgumentException("queue, transaction and merge sizes are positive");
        }
        if (!mergeInterval.isPositive()
                || mergeAge.isNegative()
                || aheadTolerance.isNegative()
                || sealAge.isNegative()) {
            throw new IllegalArgumentException("durations are not negative, the pause is positive");
        }
    }
}
