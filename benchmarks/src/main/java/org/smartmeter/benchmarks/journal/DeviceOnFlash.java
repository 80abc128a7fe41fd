package org.smartmeter.benchmarks.journal;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceKeys;
import org.smartmeter.device.DeviceMemory;
import org.smartmeter.device.DeviceSettings;
import org.smartmeter.journal.flash.FlashFiles;
import org.smartmeter.journal.flash.FlashPart;
import org.smartmeter.simulator.flash.ModelNorFlash;
import org.smartmeter.simulator.fleet.NoLine;
import org.smartmeter.simulator.fleet.SteadyLoad;
import org.smartmeter.wire.OrderKeys;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.SealKeys;

/// The very device on emulated flash with its link down: what it really programs, and how long the
/// values are that it keeps. Signatures are zeros of the right length.
///
/// @param checkpointBytes of its registers as it keeps them
/// @param countersBytes of its counters as it keeps them
record DeviceOnFlash(double programmedBytesPerDay, int checkpointBytes, int countersBytes) {

    private static final int SIGNATURE_BYTES = 64;
    private static final double WATTS = 700;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    static DeviceOnFlash live(int days) {
        ModelNorFlash flash = new ModelNorFlash(FlashPart.W25Q256JV.sectors(), 1);
        FlashFiles files = FlashFiles.open(flash);
        SteadyLoad load = new SteadyLoad(WATTS, Duration.ofSeconds(10), BEGIN);
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
            while (load.end().isBefore(end)) {
                device.measured(load.next(), load.end());
                device.run(load.end());
            }
        }
        FlashFiles found = FlashFiles.readOnly(flash);
        return new DeviceOnFlash(
                (double) (flash.programmedBytes() - before) / days,
                found.lookAt("registers").orElseThrow().length,
                found.lookAt("counters").orElseThrow().length);
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
