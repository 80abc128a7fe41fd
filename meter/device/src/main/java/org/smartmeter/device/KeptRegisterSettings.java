package org.smartmeter.device;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.RegisterSettings.SecondProfile;
import org.smartmeter.device.tariff.ActivityCalendar;
import org.smartmeter.device.tariff.CalendarMessage;
import org.smartmeter.device.tariff.CalendarPlan;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.v1.Demand;
import org.smartmeter.wire.v1.Profile;

/// The register settings in force and their state file, in which only what differs from what the
/// meter was made with is kept: a change is durable before it counts.
///
/// The file: a version byte, then six times a length (4 bytes, −1: as the meter was made) and a
/// message: load, second and billing [Profile], active and passive calendar, [Demand].
final class KeptRegisterSettings {

    /// The longest value of the file.
    static final int MOST_BYTES = StateFile.LONGEST_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(KeptRegisterSettings.class);
    private static final byte VERSION = 1;
    private static final int ABSENT = -1;

    private final StateFile file;
    private final RegisterSettings made;
    private RegisterSettings settings;

    KeptRegisterSettings(StateFile file, RegisterSettings made) {
        this.file = file;
        this.made = made;
        settings = file.read().map(this::decode).orElse(made);
    }

    RegisterSettings get() {
        return settings;
    }

    /// What the meter was made with.
    RegisterSettings made() {
        return made;
    }

    void change(RegisterSettings changed) {
        if (!changed.equals(settings)) {
            file.write(encode(changed));
            settings = changed;
        }
    }

    private byte[] encode(RegisterSettings kept) {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES).put(VERSION);
        put(
                bytes,
                Optional.of(kept.load())
                        .filter(it -> !it.equals(made.load()))
                        .map(it -> RegisterMessages.profile(ProfileKind.LOAD, 0, it)));
        put(
                bytes,
                kept.second().equals(made.second())
                        ? Optional.empty()
                        : Optional.of(
                                kept.second()
                                        .map(KeptRegisterSettings::message)
                                        .orElse(Profile.getDefaultInstance())));
        put(
                bytes,
                Optional.of(kept.billing())
                        .filter(it -> !it.equals(made.billing()))
                        .map(it -> RegisterMessages.profile(ProfileKind.BILLING, 0, it)));
        boolean sameCalendars = kept.calendars().equals(made.calendars());
        put(
                bytes,
                kept.calendars().active().filter(_ -> !sameCalendars).map(CalendarMessage::write));
        put(
                bytes,
                kept.calendars().passive().filter(_ -> !sameCalendars).map(CalendarMessage::write));
        put(
                bytes,
                Optional.of(kept.demand())
                        .filter(it -> !it.equals(made.demand()))
                        .map(RegisterMessages::demand));
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static Profile message(SecondProfile second) {
        return RegisterMessages.profile(ProfileKind.SECOND, second.period(), second.registers());
    }

    private static void put(ByteBuffer bytes, Optional<? extends MessageLite> message) {
        if (message.isEmpty()) {
            bytes.putInt(ABSENT);
            return;
        }
        byte[] content = message.get().toByteArray();
        bytes.putInt(content.length).put(content);
    }

    /// What cannot be read is as the meter was made, and said.
    private RegisterSettings decode(byte[] kept) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(kept);
            if (bytes.get() != VERSION) {
                throw new IllegalArgumentException("another form");
            }
            RegisterSettings read = made;
            Optional<Profile> load = message(bytes, Profile.parser());
            Optional<Profile> second = message(bytes, Profile.parser());
            Optional<Profile> billing = message(bytes, Profile.parser());
            var active = message(bytes, org.smartmeter.wire.v1.ActivityCalendar.parser());
            var passive = message(bytes, org.smartmeter.wire.v1.ActivityCalendar.parser());
            Optional<Demand> demand = message(bytes, Demand.parser());
            if (load.isPresent()) {
                read = read.withLoad(RegisterMessages.registers(load.get()));
            }
            if (second.isPresent()) {
                read = read.withSecond(second(second.get()));
            }
            if (billing.isPresent()) {
                read = read.withBilling(RegisterMessages.registers(billing.get()));
            }
            if (active.isPresent() || passive.isPresent()) {
                read = read.withCalendars(new CalendarPlan(calendar(active), calendar(passive)));
            }
            return demand.isPresent()
                    ? read.withDemand(RegisterMessages.demand(demand.get()))
                    : read;
        } catch (IllegalArgumentException
                | BufferUnderflowException
                | InvalidProtocolBufferException e) {
            LOG.error(
                    "the register settings cannot be read; those the meter was made with hold", e);
            return made;
        }
    }

    /// @throws IllegalArgumentException if the period is outside its limits
    static Optional<SecondProfile> second(Profile message) {
        return message.getRegistersCount() == 0
                ? Optional.empty()
                : Optional.of(
                        new SecondProfile(
                                message.getPeriod(), RegisterMessages.registers(message)));
    }

    private static Optional<ActivityCalendar> calendar(
            Optional<org.smartmeter.wire.v1.ActivityCalendar> message) {
        return message.map(CalendarMessage::read);
    }

    private static <T> Optional<T> message(ByteBuffer bytes, Parser<T> parser)
            throws InvalidProtocolBufferException {
        int length = bytes.getInt();
        if (length == ABSENT) {
            return Optional.empty();
        }
        byte[] content = new byte[length];
        bytes.get(content);
        return Optional.of(parser.parseFrom(content));
    }
}
