package org.smartmeter.simulator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.OpenFile;

/// The model keeps the contract of the real thing, and loses exactly what a disk may lose.
class PowerCutFilesTest extends FilesContract {

    private static final int CHANCES = 300;

    @Override
    Files files() {
        return new PowerCutFiles(1);
    }

    @Test
    void whatWasForcedUnderASynchronisedNameAlwaysSurvives() {
        PowerCutFiles disk = new PowerCutFiles(1);
        OpenFile file = disk.open("a");
        file.write(0, bytes(700, 1));
        file.force();
        disk.syncDirectory();
        file.write(700, bytes(700, 2));

        for (int seed = 0; seed < CHANCES; seed++) {
            assertThat(content(disk.survivors(seed), "a")).startsWith(bytes(700, 1).array());
        }
    }

    @Test
    void ofWhatWasNotForcedEverythingAPartOrNothingSurvives() {
        PowerCutFiles disk = new PowerCutFiles(1);
        OpenFile file = disk.open("a");
        disk.syncDirectory();
        file.write(0, bytes(10, 1));
        file.write(10, bytes(10, 2));

        Set<String> outcomes = new HashSet<>();
        for (int seed = 0; seed < CHANCES; seed++) {
            byte[] content = content(disk.survivors(seed), "a");
            boolean first = content.length >= 10 && content[0] == 1 && content[9] == 1;
            boolean second = content.length == 20 && content[10] == 2 && content[19] == 2;
            outcomes.add(content.length == 0 ? "nothing" : first + " " + second);
        }
        assertThat(outcomes)
                .contains("nothing", "true true", "true false", "false true", "false false");
    }

    @Test
    void namesThatWereNotSynchronisedMayComeAndGo() {
        PowerCutFiles disk = new PowerCutFiles(1);
        disk.open("old").close();
        disk.syncDirectory();
        disk.delete("old");
        disk.open("new").force();

        Set<Object> outcomes = new HashSet<>();
        for (int seed = 0; seed < CHANCES; seed++) {
            outcomes.add(disk.survivors(seed).list());
        }
        assertThat(outcomes).hasSize(4);
    }

    @Test
    void theCutComesAtTheOperationAskedForAndEndsEverything() {
        PowerCutFiles disk = new PowerCutFiles(1).cutAt(3);
        OpenFile file = disk.open("a");
        file.write(0, bytes(1, 1));

        assertThatThrownBy(file::force)
                .isInstanceOf(PowerCutException.class)
                .hasMessageContaining("operation 3");
        assertThatThrownBy(file::size).isInstanceOf(PowerCutException.class);
        assertThatThrownBy(disk::list).isInstanceOf(PowerCutException.class);
    }

    @Test
    void aFailedForceIsNotMadeGoodByTheNextOne() {
        PowerCutFiles disk = new PowerCutFiles(3);
        OpenFile file = disk.open("a");
        disk.syncDirectory();
        Set<Boolean> kept = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            file.write(i, bytes(1, 1));
            disk.failAt(disk.operations() + 1);
            assertThatThrownBy(file::force).isInstanceOf(UncheckedIOException.class);
            file.force();
            byte[] content = content(disk.survivors(1), "a");
            kept.add(content.length > i && content[i] == 1);
        }
        assertThat(kept).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void aFullDiskTakesWhatFitsAndRefusesTheRest() {
        PowerCutFiles disk = new PowerCutFiles(1).capacityBytes(10);
        OpenFile file = disk.open("a");

        assertThatThrownBy(() -> file.write(0, bytes(11, 1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left");
        assertThat(disk.usedBytes()).isEqualTo(10);
        file.write(0, bytes(10, 2));
    }

    private static ByteBuffer bytes(int count, int value) {
        byte[] bytes = new byte[count];
        java.util.Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    private static byte[] content(Files files, String name) {
        try (OpenFile file = files.open(name)) {
            byte[] content = new byte[(int) file.size()];
            file.read(0, ByteBuffer.wrap(content));
            return content;
        }
    }
}
