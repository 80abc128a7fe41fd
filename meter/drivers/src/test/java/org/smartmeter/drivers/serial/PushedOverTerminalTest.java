package org.smartmeter.drivers.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.device.EnergyRegister;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.drivers.p1.P1Format;
import org.smartmeter.drivers.p1.P1Sample;
import org.smartmeter.drivers.sml.SmlFormat;
import org.smartmeter.drivers.sml.SmlWriter;
import org.smartmeter.drivers.telegram.TelegramFormat;

/// Meters that push telegrams, over a real line: what their counters grow by is in our registers,
/// whatever happens to the line.
class PushedOverTerminalTest {

    private static final LineSettings FAST = LineSettings.of8N1(115_200);
    private static final LineSettings SLOW = LineSettings.of7E1(9_600);

    @TempDir private Path directory;

    private Cable cable;
    private MeterStandIn meter;

    /// What the foreign meter has counted, Wh; it grows by 10 Wh with every telegram.
    private long imported = 711_204;

    private long exported = 3_020;
    private String number = "SMP0000000742";
    private Instant due = Instant.MIN;

    @BeforeEach
    void plug() throws Exception {
        cable = new Cable(directory);
        meter = new MeterStandIn(directory.resolve("memory"));
    }

    @AfterEach
    void unplug() throws Exception {
        meter.close();
        cable.close();
    }

    private FrontEnd frontEnd(TelegramFormat format, List<LineSettings> speeds) {
        return meter.frontEnd(cable.opener(), new PushedTelegrams(format, speeds));
    }

    private FrontEnd p1() {
        return frontEnd(new P1Format(P1Format.DUTCH), List.of(FAST));
    }

    private byte[] p1Telegram() {
        imported += 10;
        return P1Sample.reading(number, 0, imported / 1_000.0, exported / 1_000.0);
    }

    /// A telegram every ten seconds.
    private MeterStandIn.Between pushing(MeterStandIn.Between telegram) {
        return now -> {
            due = due.equals(Instant.MIN) ? now.plusSeconds(1) : due;
            if (!now.isBefore(due)) {
                due = now.plusSeconds(10);
                telegram.act(now);
            }
        };
    }

    private long counted() {
        return meter.count(EnergyRegister.ACTIVE_IMPORT) / 1_000;
    }

    @Test
    void aP1MetersCountersBecomeOurs() throws Exception {
        meter.run(p1(), Duration.ofSeconds(65), pushing(now -> cable.send(p1Telegram())));
        assertThat(counted()).isEqualTo(60);
        assertThat(meter.count(EnergyRegister.ACTIVE_EXPORT)).isZero();
        assertThat(meter.windows()).hasSize(6).allMatch(it -> Math.abs(it.p() - 3_600) < 200);
        assertThat(meter.events()).isEmpty();
    }

    @Test
    void anSmlMetersCountersBecomeOurs() throws Exception {
        FrontEnd sml = frontEnd(new SmlFormat(), List.of(LineSettings.of8N1(9_600)));
        meter.run(
                sml,
                Duration.ofSeconds(65),
                pushing(
                        now -> {
                            exported += 25;
                            cable.send(
                                    SmlWriter.reading(
                                            "0a01534d500000bc614e",
                                            1,
                                            imported * 10,
                                            exported * 10,
                                            -9_000));
                        }));
        assertThat(counted()).isZero();
        assertThat(meter.count(EnergyRegister.ACTIVE_EXPORT)).isEqualTo(150_000);
        assertThat(meter.windows()).hasSize(6).allMatch(it -> it.p() == -9_000);
    }

    @Test
    void garbageAndHalfTelegramsCostNothing() throws Exception {
        FrontEnd p1 = p1();
        int[] turn = {0};
        meter.run(
                p1,
                Duration.ofSeconds(95),
                pushing(
                        now -> {
                            byte[] telegram = p1Telegram();
                            switch (turn[0]++ % 3) {
                                case 0 -> cable.send(telegram);
                                case 1 -> cable.send(Arrays.copyOf(telegram, 150));
                                default -> {
                                    byte[] noise = telegram.clone();
                                    noise[130] ^= 0x15;
                                    cable.send(noise);
                                }
                            }
                        }));
        assertThat(counted()).isEqualTo(90);
        assertThat(meter.events()).isEmpty();
    }

    @Test
    void aPulledCableIsToldAndWhatWasCountedMeanwhileIsNotLost() throws Exception {
        FrontEnd p1 = p1();
        MeterStandIn.Between pushing = pushing(now -> cable.send(p1Telegram()));
        meter.run(p1, Duration.ofSeconds(35), pushing);
        cable.pull();
        meter.run(p1, Duration.ofSeconds(600), pushing(now -> p1Telegram()));
        assertThat(meter.events()).containsExactly("SOURCE_LOST 2");
        cable.plug();
        meter.run(p1, Duration.ofSeconds(35), pushing);
        assertThat(meter.events()).hasSize(2).last().asString().matches("SOURCE_BACK 60\\d");
        assertThat(711_204 + 10 + counted()).isEqualTo(imported);
        assertThat(meter.windows()).filteredOn(it -> it.seconds() == 0).hasSize(1);
    }

    @Test
    void aLineThatIsNotThereYetIsWaitedFor() throws Exception {
        cable.pull();
        FrontEnd p1 = p1();
        meter.run(p1, Duration.ofSeconds(30), now -> {});
        assertThat(meter.events()).containsExactly("SOURCE_LOST 1");
        cable.plug();
        meter.run(p1, Duration.ofSeconds(35), pushing(now -> cable.send(p1Telegram())));
        assertThat(meter.events()).hasSize(2);
        assertThat(counted()).isPositive();
    }

    @Test
    void theSpeedIsFoundByTrying() throws Exception {
        FrontEnd p1 = frontEnd(new P1Format(P1Format.DUTCH), List.of(FAST, SLOW));
        MeterStandIn.Between slowMeter =
                pushing(
                        now -> {
                            byte[] telegram = p1Telegram();
                            cable.send(
                                    cable.settings().equals(SLOW) ? telegram : mangled(telegram));
                        });
        meter.run(p1, Duration.ofSeconds(90), slowMeter);
        assertThat(cable.settings()).isEqualTo(SLOW);
        assertThat(counted()).isPositive();
        assertThat(meter.events()).isEmpty();
    }

    @Test
    void aWrongSpeedThatWasConfiguredIsTold() throws Exception {
        FrontEnd p1 = p1();
        meter.run(p1, Duration.ofSeconds(90), pushing(now -> cable.send(mangled(p1Telegram()))));
        assertThat(meter.events()).containsExactly("SOURCE_LOST 4");
        meter.run(p1, Duration.ofSeconds(30), pushing(now -> cable.send(p1Telegram())));
        assertThat(meter.events()).last().asString().startsWith("SOURCE_BACK");
    }

    /// What a receiver sees of bytes at another speed.
    private static byte[] mangled(byte[] telegram) {
        byte[] mangled = new byte[telegram.length / 12];
        for (int k = 0; k < mangled.length; k++) {
            mangled[k] = (byte) (telegram[k * 12] * 37 | 0x80);
        }
        return mangled;
    }

    @Test
    void aSilentMeterIsTold() throws Exception {
        meter.run(p1(), Duration.ofSeconds(90), now -> {});
        assertThat(meter.events()).containsExactly("SOURCE_LOST 3");
    }

    @Test
    void anotherMeterOnTheLineBeginsAnewAndIsTold() throws Exception {
        FrontEnd p1 = p1();
        MeterStandIn.Between pushing = pushing(now -> cable.send(p1Telegram()));
        meter.run(p1, Duration.ofSeconds(35), pushing);
        long before = counted();
        number = "SMP0000009999";
        imported = 12;
        meter.run(p1, Duration.ofSeconds(60), pushing);
        assertThat(meter.events()).containsExactly("SOURCE_CHANGED 742 9999");
        assertThat(counted() - before).isEqualTo(30);
    }

    @Test
    void aCounterThatFellIsRefusedAndTold() throws Exception {
        FrontEnd p1 = p1();
        MeterStandIn.Between pushing = pushing(now -> cable.send(p1Telegram()));
        meter.run(p1, Duration.ofSeconds(35), pushing);
        long before = counted();
        imported = 5;
        meter.run(p1, Duration.ofSeconds(60), pushing);
        assertThat(counted()).isEqualTo(before);
        assertThat(meter.events())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("SOURCE_COUNT_REFUSED 0");
    }

    @Test
    void ourOwnRestartLosesNothing() throws Exception {
        MeterStandIn.Between pushing = pushing(now -> cable.send(p1Telegram()));
        FrontEnd before = p1();
        meter.run(before, Duration.ofSeconds(35), pushing);
        before.close();
        imported += 4_000;
        meter.run(p1(), Duration.ofSeconds(35), pushing);
        assertThat(711_204 + 10 + counted()).isEqualTo(imported);
        assertThat(meter.events()).isEmpty();
    }
}
