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

/// The kept form of [SupplyMemory]. In front stands what the first software kept, as that reads it;
/// behind it, where that looks no more, what has come since: so an update that is taken back loses
/// no state, and a supply that was cut stays cut.
final class SupplyCodec {

    private static final byte VERSION = 1;

    /// Software between the two had relay and log in the middle.
    private static final byte IN_BETWEEN = 2;

    private SupplyCodec() {}

    static byte[] encode(SupplyMemory memory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(memory.state().number());
            out.writeByte(causeInFront(memory.cause()).number());
            out.writeBoolean(memory.stayOff());
            writeChanges(memory.log(), out);
            out.writeLong(memory.relayOperations());
            out.writeLong(memory.lastOrder());
            writePlan(memory, out);
            writeLimiter(memory, out);
            out.writeByte(memory.cause().number());
            out.writeBoolean(memory.relayToldToClose());
            out.writeLong(memory.log().events());
            KeptEvent.write(memory.log().untold(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory failed", e);
        }
        return bytes.toByteArray();
    }

    /// The first software does not know the relay as a cause, and would take none of the value.
    private static SupplyCause causeInFront(SupplyCause cause) {
        return cause == SupplyCause.RELAY ? SupplyCause.NONE : cause;
    }

    /// How many there were, and transition and power of the newest if it is not told yet.
    private static void writeChanges(SupplyLog.Kept log, DataOutputStream out) throws IOException {
        Optional<KeptEvent> untold = log.untoldChange();
        out.writeLong(log.changes());
        out.writeByte(untold.map(it -> it.values().get(1).intValue()).orElse(0));
        out.writeLong(untold.map(it -> it.values().getLast()).orElse(0L));
    }

    private static void writePlan(SupplyMemory memory, DataOutputStream out) throws IOException {
        Optional<OrderedCut> cut = memory.cut();
        out.writeBoolean(cut.isPresent());
        if (cut.isPresent()) {
            out.writeLong(cut.get().counter());
            out.writeLong(cut.get().at().toEpochMilli());
            out.writeLong(cut.get().holdAfter().toSeconds());
            out.writeBoolean(cut.get().heldTold());
        }
        Optional<OrderedReconnection> reconnection = memory.reconnection();
        out.writeBoolean(reconnection.isPresent());
        if (reconnection.isPresent()) {
            out.writeLong(reconnection.get().counter());
            out.writeLong(reconnection.get().at().toEpochMilli());
        }
    }

    private static void writeLimiter(SupplyMemory memory, DataOutputStream out) throws IOException {
        LimiterSettings limiter = memory.limiter();
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
        Optional<EmergencyRun.Kept> emergency = memory.emergency();
        out.writeBoolean(emergency.isPresent());
        if (emergency.isPresent()) {
            EmergencyProfile profile = emergency.get().profile();
            out.writeInt(profile.id());
            out.writeLong(profile.activation().toEpochMilli());
            out.writeInt(profile.durationSeconds());
            out.writeBoolean(emergency.get().active());
            out.writeLong(emergency.get().leftMillis());
        }
        out.writeInt(memory.triesUsed());
    }

    /// Empty if the value is of a version that this software does not know.
    static Optional<SupplyMemory> decode(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            return switch (in.readByte()) {
                case VERSION -> Optional.of(read(in));
                case IN_BETWEEN -> Optional.of(readInBetween(in));
                default -> Optional.empty();
            };
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static SupplyMemory read(DataInputStream in) throws IOException {
        ControlState state = state(in);
        SupplyCause cause = cause(in);
        boolean stayOff = in.readBoolean();
        long changes = in.readLong();
        in.skipNBytes(Byte.BYTES + Long.BYTES); // is in the log, or had no time
        Rest rest = Rest.read(in);
        return in.available() == 0
                ? rest.with(
                        state,
                        cause,
                        stayOff,
                        state == ControlState.CONNECTED,
                        new SupplyLog.Kept(changes, 0, List.of()))
                : rest.with(
                        state,
                        cause(in),
                        stayOff,
                        in.readBoolean(),
                        new SupplyLog.Kept(changes, in.readLong(), KeptEvent.read(in)));
    }

    private static SupplyMemory readInBetween(DataInputStream in) throws IOException {
        ControlState state = state(in);
        SupplyCause cause = cause(in);
        boolean stayOff = in.readBoolean();
        boolean told = in.readBoolean();
        SupplyLog.Kept log = new SupplyLog.Kept(in.readLong(), in.readLong(), KeptEvent.read(in));
        return Rest.read(in).with(state, cause, stayOff, told, log);
    }

    private static ControlState state(DataInputStream in) throws IOException {
        return ControlState.ofNumber(in.readByte()).orElseThrow();
    }

    private static SupplyCause cause(DataInputStream in) throws IOException {
        return SupplyCause.ofNumber(in.readByte()).orElseThrow();
    }

    /// What stands in all versions alike.
    private record Rest(
            long relayOperations,
            long lastOrder,
            Optional<OrderedCut> cut,
            Optional<OrderedReconnection> reconnection,
            LimiterSettings limiter,
            Optional<EmergencyRun.Kept> emergency,
            int triesUsed) {

        static Rest read(DataInputStream in) throws IOException {
            return new Rest(
                    in.readLong(),
                    in.readLong(),
                    in.readBoolean() ? Optional.of(readCut(in)) : Optional.empty(),
                    in.readBoolean() ? Optional.of(readReconnection(in)) : Optional.empty(),
                    readLimiter(in),
                    in.readBoolean() ? Optional.of(readEmergency(in)) : Optional.empty(),
                    in.readInt());
        }

        SupplyMemory with(
                ControlState state,
                SupplyCause cause,
                boolean stayOff,
                boolean relayToldToClose,
                SupplyLog.Kept log) {
            return new SupplyMemory(
                    state,
                    cause,
                    stayOff,
                    relayToldToClose,
                    log,
                    relayOperations,
                    lastOrder,
                    cut,
                    reconnection,
                    limiter,
                    emergency,
                    triesUsed);
        }
    }

    private static OrderedCut readCut(DataInputStream in) throws IOException {
        return new OrderedCut(
                in.readLong(),
                Instant.ofEpochMilli(in.readLong()),
                Duration.ofSeconds(in.readLong()),
                in.readBoolean());
    }

    private static OrderedReconnection readReconnection(DataInputStream in) throws IOException {
        return new OrderedReconnection(in.readLong(), Instant.ofEpochMilli(in.readLong()));
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
