package org.smartmeter.wire;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.v1.ActivityCalendar;
import org.smartmeter.wire.v1.Demand;
import org.smartmeter.wire.v1.Disconnect;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Emergency;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.Live;
import org.smartmeter.wire.v1.LiveLease;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Profile;
import org.smartmeter.wire.v1.Range;
import org.smartmeter.wire.v1.Receipt;
import org.smartmeter.wire.v1.Reconnect;
import org.smartmeter.wire.v1.Retry;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.Time;

/// What the published test vectors are about: one meter, its journal, and what is said. The keys
/// are published (Ed25519: RFC 8032, section 7.1, tests 1 to 3), so nobody takes them for secrets.
final class VectorWorld {

    static final MeterId METER = new MeterId("SEM0000000004410");
    static final Epoch EPOCH = new Epoch(1_790_000_000L);
    static final Instant START = Instant.parse("2026-11-22T10:15:00Z");

    static final byte[] METER_X25519 =
            hex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20");
    static final byte[] UTILITY_X25519 =
            hex("2122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40");
    static final byte[] COMMAND_SEED =
            hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    static final byte[] APPROVAL_SEED =
            hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    static final byte[] METER_SEED =
            hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");

    static final Definition PROFILE =
            new Definition(
                    1,
                    Definition.Kind.PROFILE,
                    900,
                    List.of(
                            new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR),
                            new Register(ObisCode.ACTIVE_ENERGY_EXPORT, 0, Unit.WATT_HOUR),
                            new Register(ObisCode.VOLTAGE_L1, -1, Unit.VOLT)));

    private VectorWorld() {}

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    /// Records 41 to 48: a definition, rows, a row with a status, an event, one of a tag that
    /// nobody knows.
    static List<JournalRecord> journal() {
        return List.of(
                record(41, RecordTag.DEFINITION, RecordsCodec.encode(PROFILE)),
                row(42, 0, 0, 1_234_567, 0, 2_301),
                row(43, 900, 0, 1_234_667, 0, 2_299),
                row(44, 1_800, 0, 1_234_700, 0, 2_310),
                record(
                        45,
                        RecordTag.EVENT,
                        RecordsCodec.encode(
                                new Event(
                                        EventCode.CLOCK_STEP,
                                        START.plusSeconds(2_000),
                                        List.of(1_795_344_512_250L, 1_795_344_500_000L)))),
                row(46, 2_700, RowStatus.CLOCK_ADJUSTED.bit(), 1_234_800, 0, 2_305),
                row(47, 3_661, 0, 1_234_801, 17, 2_305),
                record(48, 200, new byte[] {(byte) 0xca, (byte) 0xfe}));
    }

    private static JournalRecord row(long sequence, int seconds, int status, long... values) {
        Row row = new Row(1, START.plusSeconds(seconds), status, values);
        return record(sequence, RecordTag.ROW, RecordsCodec.encode(row));
    }

    private static JournalRecord record(long sequence, int tag, byte[] payload) {
        return new JournalRecord(sequence, tag, payload);
    }

    static Hello hello() {
        return Hello.newBuilder()
                .setSoftware("smartmeter 0.1.0")
                .setEpoch(EPOCH.second())
                .setFirstSequence(1)
                .setLastSequence(48)
                .setAcknowledged(40)
                .setClock(START.toEpochMilli())
                .setClockSet(true)
                .setTimeRequest(0x1122334455667788L)
                .setSchedule(schedule())
                .setJournalFill(0.25)
                .setOrderCounter(6)
                .build();
    }

    static Live live() {
        return Live.newBuilder()
                .setTime(START.toEpochMilli())
                .setActivePower(432_100)
                .setReactivePower(-12_000)
                .addVoltage(230_100)
                .addCurrent(1_900)
                .setFrequency(50_002)
                .setEnergyImport(1_234_567_890)
                .setEnergyExport(0)
                .setRate(2)
                .build();
    }

    static Downlink receipt() {
        return Downlink.newBuilder()
                .setReceipt(
                        Receipt.newBuilder()
                                .setEpoch(EPOCH.second())
                                .setStoredUpTo(48)
                                .addReadAgain(Range.newBuilder().setFirst(50).setLast(52)))
                .build();
    }

    static Order scheduleOrder() {
        return order(7).setSchedule(schedule()).build();
    }

    static Order timeOrder() {
        return order(8).setTime(
                        Time.newBuilder()
                                .setUtilityTime(START.toEpochMilli() + 250)
                                .setTimeRequest(0x1122334455667788L))
                .build();
    }

    static Order liveOrder() {
        return order(9).setLive(LiveLease.newBuilder().setUntil(START.toEpochMilli() + 60_000))
                .build();
    }

    static Order profileOrder() {
        Profile.Builder profile = Profile.newBuilder().setProfile(2).setPeriod(60);
        profile.addRegistersBuilder()
                .setObis(ByteString.copyFrom(ObisCode.VOLTAGE_L1.toBytes()))
                .setScaler(-1)
                .setUnit(Unit.VOLT.code());
        return order(10).setProfile(profile).build();
    }

    /// Nights in rate 2, and a new year's day that is all night.
    static Order calendarOrder() {
        ActivityCalendar.Builder calendar =
                ActivityCalendar.newBuilder()
                        .setId(3)
                        .setZone("Africa/Lagos")
                        .setActiveFrom(START.toEpochMilli() + 86_400_000)
                        .setDefaultRate(1);
        calendar.addSeasonsBuilder().setMonth(1).setDay(1).setWeek(0);
        calendar.addWeeksBuilder().addAllDays(List.of(0, 0, 0, 0, 0, 0, 1));
        var workday = calendar.addDaysBuilder();
        workday.addSwitchesBuilder().setMinute(0).setRate(2);
        workday.addSwitchesBuilder().setMinute(390).setRate(1);
        workday.addSwitchesBuilder().setMinute(1_350).setRate(2);
        calendar.addDaysBuilder().addSwitchesBuilder().setMinute(0).setRate(2);
        calendar.addSpecialDaysBuilder().setMonth(1).setDay(1).setDayProfile(1);
        return order(11).setCalendar(calendar).build();
    }

    static Order demandOrder() {
        return order(12)
                .setDemand(
                        Demand.newBuilder()
                                .setPeriod(300)
                                .setPeriods(3)
                                .setZone("Africa/Lagos")
                                .setResetDay(1))
                .build();
    }

    static Order limiterOrder() {
        return order(13)
                .setLimiter(
                        Limiter.newBuilder()
                                .setMonitored(Limiter.Monitored.ACTIVE_POWER_IMPORT)
                                .setThresholdNormal(5_000)
                                .setThresholdEmergency(1_000)
                                .setMinimumOverDuration(30)
                                .setMinimumUnderDuration(10)
                                .addEmergencyGroups(7)
                                .setRetry(
                                        Retry.newBuilder()
                                                .setCoolDown(60)
                                                .setTries(4)
                                                .setLongWait(1_800)))
                .build();
    }

    static Order emergencyOrder() {
        return order(14)
                .setEmergency(Emergency.newBuilder().setProfile(7).setDuration(3_600))
                .build();
    }

    static Order reconnectOrder() {
        return order(15).setReconnect(Reconnect.newBuilder().setSpread(600)).build();
    }

    /// Critical.
    static Order disconnectOrder() {
        return order(16)
                .setDisconnect(
                        Disconnect.newBuilder()
                                .setExecuteAt(START.toEpochMilli() + 86_400_000)
                                .setHoldAfter(900))
                .build();
    }

    /// Critical, since a threshold is below the lifeline floor.
    static Order lowLimitOrder() {
        return order(17)
                .setLimiter(
                        Limiter.newBuilder()
                                .setMonitored(Limiter.Monitored.CURRENT_L1)
                                .setThresholdNormal(LifelineFloor.CURRENT_MILLIAMPERES - 1))
                .build();
    }

    private static Order.Builder order(long counter) {
        byte[] id = new byte[16];
        id[15] = (byte) counter;
        return Order.newBuilder()
                .setMeter(METER.value())
                .setId(ByteString.copyFrom(id))
                .setCounter(counter)
                .setNotBefore(START.toEpochMilli() - 60_000)
                .setNotAfter(START.toEpochMilli() + 3_600_000);
    }

    private static Schedule schedule() {
        return Schedule.newBuilder().setSamplePeriod(900).setPushPeriod(3_600).build();
    }
}
