package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.journal.OpenFile;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

/// What a start finds damaged is told to the utility.
class DamagedMemoryTest {

    @Test
    void damageIsToldOnceAStartAndNeverWithoutDamage() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.pass(Duration.ofHours(6));
            bench.cutPower();
            bench.start();
            bench.pass(Duration.ofHours(1));
            assertThat(bench.utility.events(EventCode.MEMORY_DAMAGED)).isEmpty();

            bench.cutPower();
            turnAByteOfARecord(bench.journalFiles);
            bench.start();
            bench.pass(Duration.ofHours(1));

            assertThat(bench.utility.events(EventCode.MEMORY_DAMAGED))
                    .extracting(Event::values)
                    .containsExactly(List.of(1L));
        }
    }

    /// What is lost whole, of the meter's own and of a part: whether a journal is there at the
    /// start, begins in the start, or only when the utility has answered.
    @ParameterizedTest(name = "{0}, journal {1}")
    @CsvSource({
        "counters,          there,  1",
        "registers,         there,  1",
        "registers-between, there,  1",
        "register-settings, there,  1",
        "pending-order,     there,  1",
        "part-diary,        there,  1",
        "part-diary,        begins, 1",
        "counters registers part-diary, there,  3",
        "counters registers part-diary, begins, 3",
        "counters registers part-diary, later,  3",
        "'',                later,  0",
    })
    void whatIsLostWholeIsToldOnce(String lost, String journal, int places) {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.parts = () -> List.of(new Diary());
            bench.start();
            bench.pass(Duration.ofHours(1));
            bench.cutPower();
            for (String name : lost.split(" ", -1)) {
                if (!name.isEmpty()) {
                    spoilEveryCopy(bench.stateFiles, name);
                }
            }
            if (!journal.equals("there")) {
                bench.loseJournal();
            }
            if (journal.equals("later")) {
                bench.settings = DeviceSettings.of(Bench.METER, "smart-meter 0.1.0", Bench.BUILT);
                bench.line.broken = true;
            }
            bench.start();
            bench.pass(Duration.ofHours(1));
            bench.line.broken = false;
            bench.pass(Duration.ofHours(2));
            bench.line.cut();
            bench.pass(Duration.ofHours(1));
            bench.cutPower();
            bench.start();
            bench.pass(Duration.ofHours(1));

            assertThat(bench.utility.events(EventCode.MEMORY_DAMAGED))
                    .extracting(Event::values)
                    .isEqualTo(places == 0 ? List.of() : List.of(List.of((long) places)));
        }
    }

    /// A part that keeps something.
    private static final class Diary implements Part {

        @Override
        public void begin(Surroundings meter, Instant board) {
            meter.state("diary", 10).write(new byte[] {1, 2, 3});
        }
    }

    private static void spoilEveryCopy(MemoryFiles files, String name) {
        byte[] noise = new byte[32 << 10];
        new Random(3).nextBytes(noise);
        try (OpenFile file = files.open(name)) {
            file.write(0, ByteBuffer.wrap(noise));
            file.force();
        }
        files.syncDirectory();
    }

    private static void turnAByteOfARecord(MemoryFiles files) {
        String segment =
                files.list().stream().filter(name -> name.endsWith(".journal")).toList().getLast();
        try (OpenFile file = files.open(segment)) {
            long middle = file.size() / 2;
            ByteBuffer bytes = ByteBuffer.allocate(1);
            file.read(middle, bytes);
            file.write(middle, ByteBuffer.wrap(new byte[] {(byte) ~bytes.get(0)}));
            file.force();
        }
    }
}
