package org.smartmeter.headend;

import com.google.protobuf.UnknownFieldSet;
import java.time.Instant;
import java.util.Optional;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.SupplyReport;

/// From a hello to what is kept of it.
final class Reports {

    private static final int LONGEST_SOFTWARE = 100;

    /// The years 1 to 9999: what PostgreSQL and people can read.
    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

    private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private Reports() {}

    static MeterReport of(Hello hello, Instant received) {
        String software = hello.getSoftware().replace("\0", "");
        return new MeterReport(
                received,
                software.substring(0, Math.min(software.length(), LONGEST_SOFTWARE)),
                hello.getEpoch(),
                hello.getFirstSequence(),
                hello.getLastSequence(),
                hello.getAcknowledged(),
                Instant.ofEpochMilli(Math.clamp(hello.getClock(), EARLIEST, LATEST)),
                hello.getClockSet(),
                hello.getJournalFill() > 0 ? Math.min(hello.getJournalFill(), 1) : 0,
                hello.getSchedule(),
                hello.hasSupply() ? Optional.of(supply(hello.getSupply())) : Optional.empty());
    }

    /// What we know of it only: a hello is kept, and may carry anything else at any length.
    private static SupplyReport supply(SupplyReport said) {
        return said.toBuilder()
                .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                .setCutAt(Math.clamp(said.getCutAt(), EARLIEST, LATEST))
                .build();
    }
}
