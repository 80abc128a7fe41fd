package org.smartmeter.board.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.DeviceMemory;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.journal.flash.FlashPart;

class MemorySettingTest {

    @TempDir private Path directory = Path.of("");

    @Test
    void anImageOfAPartKeepsJournalAndState() {
        MemorySetting setting = MemorySetting.read(configuration("memory = flash:part.img"));

        DeviceMemory memory = setting.open(directory.resolve("memory"));
        memory.state().value("counters").write(new byte[] {1, 2, 3});
        assertThatThrownBy(() -> setting.open(directory.resolve("memory")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("part.img")
                .hasMessageContaining("already open");
        memory.state().close();

        assertThat(directory.resolve("part.img")).hasSize(FlashPart.W25Q256JV.bytes());
        assertThat(directory.resolve("memory")).doesNotExist();
        assertThat(memory.settings()).isEqualTo(JournalSettings.ON_32_MEBIBYTES);
        DeviceMemory again = setting.open(directory.resolve("memory"));
        assertThat(again.state().value("counters").read()).contains(new byte[] {1, 2, 3});
        again.state().close();
    }

    @Test
    void withoutASettingItIsADirectory() {
        DeviceMemory memory =
                MemorySetting.read(configuration("")).open(directory.resolve("memory"));
        memory.journal().close();
        memory.state().close();

        assertThat(directory.resolve("memory").resolve("journal")).isDirectory();
        assertThat(Files.isDirectory(directory.resolve("memory").resolve("state"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "flash:", "/dev/mtd0", "disk:/dev/sda"})
    void anythingElseIsRefusedWithItsLine(String value) {
        Configuration configuration = configuration("memory = " + value);
        assertThatThrownBy(() -> MemorySetting.read(configuration))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining(
                        ":1: memory is 'flash:' and a device like /dev/mtd0 or a file");
    }

    private Configuration configuration(String line) {
        return Configuration.of(directory.resolve("meter.conf"), List.of(line));
    }
}
