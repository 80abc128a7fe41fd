package org.smartmeter.simulator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.StateDamagedException;
import org.smartmeter.journal.StateFile;

/// The power is cut at every operation while a counter is kept: afterwards it is the old one or the
/// new one, and what was once read never goes back.
class StateFilePowerCutTest {

    private static final String NAME = "counters";
    private static final int WRITES = 12;
    private static final int TEARS = 40;
    private static final int VALUE_BYTES = 1_500;

    @Test
    void aCutLeavesTheOldValueOrTheNewOne() {
        PowerCutFiles whole = new PowerCutFiles(0);
        count(whole, new AtomicInteger());
        for (long cut = 1; cut <= whole.operations(); cut++) {
            PowerCutFiles disk = new PowerCutFiles(cut).cutAt(cut);
            AtomicInteger written = new AtomicInteger();
            assertThatThrownBy(() -> count(disk, written)).isInstanceOf(PowerCutException.class);

            for (int tear = 0; tear < TEARS; tear++) {
                PowerCutFiles found = disk.survivors(tear);
                assertThat(read(found)).isBetween(written.get(), written.get() + 1);
                assertNeverGoesBack(disk.survivors(tear), written.get());
            }
        }
    }

    /// Reads, is cut at each operation of that, reads again and writes on.
    private static void assertNeverGoesBack(PowerCutFiles found, int written) {
        boolean opened = false;
        for (long cut = 1; !opened; cut++) {
            PowerCutFiles again = found.survivors(0).cutAt(cut);
            opened = opens(again);
            PowerCutFiles afterwards = again.survivors(cut);
            int value = read(afterwards);
            assertThat(value).isBetween(written, written + 1);
            assertThat(read(afterwards.survivors(1))).isEqualTo(value);
            try (StateFile state = StateFile.open(afterwards, NAME, VALUE_BYTES)) {
                state.write(value(value + 1));
            }
            assertThat(read(afterwards.survivors(2))).isEqualTo(value + 1);
        }
    }

    /// A killed process, or one whose force failed, leaves a value that is seen and may not be on
    /// the disk; opening makes it durable before anybody reads it.
    @Test
    void whatIsReadAfterAKilledProcessSurvivesThePowerCutToo() {
        PowerCutFiles whole = new PowerCutFiles(0);
        count(whole, new AtomicInteger());
        for (long kill = 1; kill <= whole.operations(); kill++) {
            PowerCutFiles disk = new PowerCutFiles(kill).failAt(kill);
            AtomicInteger written = new AtomicInteger();
            assertThatThrownBy(() -> count(disk, written)).isInstanceOf(UncheckedIOException.class);
            int seen = read(disk);
            assertThat(seen).isBetween(written.get(), written.get() + 1);

            for (int tear = 0; tear < TEARS; tear++) {
                assertThat(read(disk.survivors(tear))).isEqualTo(seen);
            }
        }
    }

    @Test
    void aFailedWriteMayBeTriedAgain() {
        PowerCutFiles whole = new PowerCutFiles(0);
        count(whole, new AtomicInteger());
        for (long failing = 4; failing <= whole.operations(); failing++) {
            PowerCutFiles disk = new PowerCutFiles(failing).failAt(failing);
            StateFile state = StateFile.open(disk, NAME, VALUE_BYTES);
            for (int i = 1; i <= WRITES; i++) {
                byte[] value = value(i);
                try {
                    state.write(value);
                } catch (UncheckedIOException e) {
                    assertThat(read(disk.survivors(i))).isBetween(i - 1, i);
                    state.write(value);
                }
                assertThat(read(disk.survivors(i))).isEqualTo(i);
            }
        }
    }

    @Test
    void twoDamagedSlotsAreToldAndNotTakenForANewFile() {
        PowerCutFiles disk = new PowerCutFiles(1);
        count(disk, new AtomicInteger());
        disk.rot(NAME, 20);
        assertThat(read(disk)).isBetween(WRITES - 1, WRITES);
        disk.rot(NAME, (16 << 10) + 20);

        assertThatThrownBy(() -> StateFile.open(disk, NAME, VALUE_BYTES))
                .isInstanceOf(StateDamagedException.class)
                .hasMessageContaining(NAME);
    }

    private static void count(Files files, AtomicInteger written) {
        try (StateFile state = StateFile.open(files, NAME, VALUE_BYTES)) {
            for (int i = 1; i <= WRITES; i++) {
                state.write(value(i));
                written.set(i);
            }
        }
    }

    private static boolean opens(Files files) {
        try {
            StateFile.open(files, NAME, VALUE_BYTES).close();
            return true;
        } catch (PowerCutException e) {
            return false;
        }
    }

    private static int read(Files files) {
        try (StateFile state = StateFile.open(files, NAME, VALUE_BYTES)) {
            Optional<byte[]> value = state.read();
            return value.map(bytes -> ByteBuffer.wrap(bytes).getInt()).orElse(0);
        }
    }

    /// Long enough to lie in several sectors.
    private static byte[] value(int number) {
        ByteBuffer value = ByteBuffer.allocate(VALUE_BYTES);
        while (value.remaining() >= Integer.BYTES) {
            value.putInt(number);
        }
        return value.array();
    }
}
