package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
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
