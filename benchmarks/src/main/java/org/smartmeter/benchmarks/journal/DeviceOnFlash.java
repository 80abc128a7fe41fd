package org.smartmeter.benchmarks.journal;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceKeys;
import org.smartmeter.device.DeviceMemory;
import org.smartmeter.device.DeviceSettings;
import org.smartmeter.device.demand.DemandQuantity;
import org.smartmeter.device.demand.DemandSettings;
import org.smartmeter.device.demand.MaximumDemand;
import org.smartmeter.journal.flash.FlashFiles;
import org.smartmeter.journal.flash.FlashPart;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.simulator.flash.ModelNorFlash;
import org.smartmeter.simulator.fleet.NoLine;
import org.smartmeter.wire.OrderKeys;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.SealKeys;

/// The very device on emulated flash with its link down: what it really programs, and how long the
/// values are that it keeps. Signatures are zeros of the right length.
///
/// @param wholeBytes of its registers and demand registers, once it remembers as many billing
/// periods as it can
/// @param betweenBytes of its registers alone
/// @param countersBytes of its counters as it keeps them
record DeviceOnFlash(
        double programmedBytesPerDay, int wholeBytes, int betweenBytes, int countersBytes) {

    private static final int SIGNATURE_BYTES = 64;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final double VOLTS = 230;
    private static final double WATTS = 700;
    private static final double VAR_PER_WATT = 0.3;
    private static final double HERTZ = 50;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    static DeviceOnFlash live(int days) {
        ModelNorFlash flash = new ModelNorFlash(FlashPart.W25Q256JV.sectors(), 1);
        FlashFiles files = FlashFiles.open(flash);
        long before;
        try (Device device =
                Device.start(
                        DeviceSettings.of(JournalMemory.METER, "smart-meter 0.1.0", BEGIN)
                                .withTrustedBoardClock(),
                        DeviceMemory.on(files),
                        keys(),
                        new NoLine(),
                        new Random(1),
                        BEGIN)) {
            before = flash.programmedBytes();
            Instant end = BEGIN.plus(Duration.ofDays(days));
            Random home = new Random(1);
            for (Instant now = BEGIN.plus(WINDOW); !now.isAfter(end); now = now.plus(WINDOW)) {
                device.measured(drawn(2 * WATTS * home.nextDouble()), now);
                device.run(now);
            }
        }
        FlashFiles found = FlashFiles.readOnly(flash);
        return new DeviceOnFlash(
                (double) (flash.programmedBytes() - before) / days,
                found.lookAt("registers").orElseThrow().length + historyBytes(),
                found.lookAt("registers-between").orElseThrow().length,
                found.lookAt("counters").orElseThrow().length);
    }

    /// A home on one phase, mostly inductive.
    private static Measurement drawn(double watts) {
        double var = watts * VAR_PER_WATT;
        PhaseMeasurement phase =
                PhaseMeasurement.of(VOLTS, Math.hypot(watts, var) / VOLTS, 0, 0, watts, var, HERTZ);
        return Measurement.of(WINDOW.toSeconds(), 0, 0, true, List.of(phase));
    }

    /// What a full history of billing periods takes, with maxima of the quantities counted above.
    private static int historyBytes() {
        MaximumDemand demand = new MaximumDemand(DemandSettings.of(900, 1, "UTC", 0));
        long[] counts = new long[DemandQuantity.COUNT];
        demand.begin(BEGIN, counts, true);
        int without = demand.encode().length;
        for (int period = 0; period < MaximumDemand.HISTORY; period++) {
            Instant now = demand.next();
            counts[DemandQuantity.ACTIVE_IMPORT.ordinal()] += (long) (WATTS * 250);
            counts[DemandQuantity.REACTIVE_IMPORT.ordinal()] += (long) (WATTS * 75);
            demand.reach(now, counts);
            demand.end(now, counts, 0);
        }
        return demand.encode().length - without;
    }

    private static DeviceKeys keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519");
            KeyPair meter = generator.generateKeyPair();
            KeyPair utility = generator.generateKeyPair();
            return new DeviceKeys(
                    SealKeys.agree(
                            meter.getPrivate(),
                            RawKeys.raw(utility.getPublic()),
                            JournalMemory.METER),
                    1,
                    new OrderKeys((message, signature) -> false, (message, signature) -> false),
                    message -> new byte[SIGNATURE_BYTES]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has X25519", e);
        }
    }
}
