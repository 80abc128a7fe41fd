package org.smartmeter.device.supply;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.smartmeter.device.KeptEvent;

/// What the switch does not forget, in one value of one state file, so that no power cut parts it.
///
/// @param state of the disconnect control
/// @param cause of that state
/// @param stayOff the customer's wish
/// @param relayToldToClose what the relay was told last: another than the state wants was kept
/// before the relay heard of it
/// @param log what the journal has to be told
/// @param relayOperations of the relay's life
/// @param lastOrder counter of the last order carried out here
/// @param cut still to come
/// @param reconnection still to come
/// @param limiter its settings
/// @param emergency profile planned or active
/// @param triesUsed of the limiter
record SupplyMemory(
        ControlState state,
        SupplyCause cause,
        boolean stayOff,
        boolean relayToldToClose,
        SupplyLog.Kept log,
        long relayOperations,
        long lastOrder,
        Optional<OrderedCut> cut,
        Optional<OrderedReconnection> reconnection,
        LimiterSettings limiter,
        Optional<EmergencyRun.Kept> emergency,
        int triesUsed) {

    static final int MAXIMUM_BYTES = 1_600;

    private static final byte VERSION = 2;

    /// Kept neither what the relay was told nor whole events.
    private static final byte BEFORE = 1;

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(state.number());
            out.writeByte(cause.number());
            out.writeBoolean(stayOff);
            out.writeBoolean(relayToldToClose);
            out.writeLong(log.changes());
            out.writeLong(log.events());
            KeptEvent.write(log.untold(), out);
            out.writeLong(relayOperations);
            out.writeLong(lastOrder);
            out.writeBoolean(cut.isPresent());
            if (cut.isPresent()) {
                out.writeLong(cut.get().counter());
                out.writeLong(cut.get().at().toEpochMilli());
                out.writeLong(cut.get().holdAfter().toSeconds());
                out.writeBoolean(cut.get().heldTold());
            }
            out.writeBoolean(reconnection.isPresent());
            if (reconnection.isPresent()) {
                out.writeLong(reconnection.get().counter());
                out.writeLong(reconnection.get().at().toEpochMilli());
            }
            writeLimiter(out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory failed", e);
        }
        return bytes.toByteArray();
    }

    private void writeLimiter(DataOutputStream out) throws IOException {
        out.writeByte(limiter.monitored().number());
        out.writeLong(limiter.normal().orElse(0));
        out.writeLong(limiter.emergency().orElse(0));
        out.writeInt(limiter.minimumOverSeconds());
        out.writeInt(limiter.minimumUnderSeconds());
        out.writeByte(limiter.groups().size());
        for (int group : limiter.groups()) {
            out.writeInt(group);
        }
        out.writeInt(limiter.retry().coolDownSeconds());
        out.writeInt(limiter.retry().tries());
        out.writeInt(limiter.retry().longWaitSeconds());
        out.writeBoolean(emergency.isPresent());
        if (emergency.isPresent()) {
            EmergencyProfile profile = emergency.get().profile();
            out.writeInt(profile.id());
            out.writeLong(profile.activation().toEpochMilli());
            out.writeInt(profile.durationSeconds());
            out.writeBoolean(emergency.get().active());
            out.writeLong(emergency.get().leftMillis());
        }
        out.writeInt(triesUsed);
    }

    /// Empty if the value is of a version that this software does not know.
    static Optional<SupplyMemory> decode(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            byte version = in.readByte();
            return version == VERSION || version == BEFORE
                    ? Optional.of(read(in, version))
                    : Optional.empty();
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static SupplyMemory read(DataInputStream in, byte version) throws IOException {
        ControlState state = ControlState.ofNumber(in.readByte()).orElseThrow();
        SupplyCause cause = SupplyCause.ofNumber(in.readByte()).orElseThrow();
        boolean stayOff = in.readBoolean();
        boolean told = version == BEFORE ? state == ControlState.CONNECTED : in.readBoolean();
        SupplyLog.Kept log = version == BEFORE ? logBefore(in) : log(in);
        return new SupplyMemory(
                state,
                cause,
                stayOff,
                told,
                log,
                in.readLong(),
                in.readLong(),
                in.readBoolean()
                        ? Optional.of(
                                new OrderedCut(
                                        in.readLong(),
                                        Instant.ofEpochMilli(in.readLong()),
                                        Duration.ofSeconds(in.readLong()),
                                        in.readBoolean()))
                        : Optional.empty(),
                in.readBoolean()
                        ? Optional.of(
                                new OrderedReconnection(
                                        in.readLong(), Instant.ofEpochMilli(in.readLong())))
                        : Optional.empty(),
                readLimiter(in),
                in.readBoolean() ? Optional.of(readEmergency(in)) : Optional.empty(),
                in.readInt());
    }

    private static SupplyLog.Kept log(DataInputStream in) throws IOException {
        return new SupplyLog.Kept(in.readLong(), in.readLong(), KeptEvent.read(in));
    }

    /// A change that was not told yet had no time: only its number goes on.
    private static SupplyLog.Kept logBefore(DataInputStream in) throws IOException {
        long changes = in.readLong();
        in.skipNBytes(Byte.BYTES + Long.BYTES);
        return new SupplyLog.Kept(changes, 0, List.of());
    }

    private static LimiterSettings readLimiter(DataInputStream in) throws IOException {
        MonitoredValue monitored = MonitoredValue.ofNumber(in.readByte()).orElseThrow();
        OptionalLong normal = threshold(in.readLong());
        OptionalLong emergency = threshold(in.readLong());
        int over = in.readInt();
        int under = in.readInt();
        Set<Integer> groups = new HashSet<>();
        for (int left = in.readByte(); left > 0; left--) {
            groups.add(in.readInt());
        }
        RetryPolicy retry = new RetryPolicy(in.readInt(), in.readInt(), in.readInt());
        return new LimiterSettings(monitored, normal, emergency, over, under, groups, retry);
    }

    private static OptionalLong threshold(long kept) {
        return kept == 0 ? OptionalLong.empty() : OptionalLong.of(kept);
    }

    private static EmergencyRun.Kept readEmergency(DataInputStream in) throws IOException {
        EmergencyProfile profile =
                new EmergencyProfile(
                        in.readInt(), Instant.ofEpochMilli(in.readLong()), in.readInt());
        return new EmergencyRun.Kept(profile, in.readBoolean(), in.readLong());
    }
}
