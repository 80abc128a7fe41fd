package org.smartmeter.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every reader of foreign bytes ends in its own words, whatever it is fed with. The long run, led
/// by the code it reaches, is `smartmeter bench fuzz`.
class ReadersTest {

    private static final int MUTATIONS = 500;

    static Stream<ByteReader> readers() {
        return ByteReaders.all().stream();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void readsOrRefusesWhateverBecomesOfItsSeeds(ByteReader reader) {
        Random random = new Random(reader.name().hashCode());
        for (byte[] seed : reader.seeds()) {
            check(reader, seed);
            for (int k = 0; k < MUTATIONS; k++) {
                check(reader, mutated(seed, random));
            }
        }
    }

    private static void check(ByteReader reader, byte[] bytes) {
        assertThatCode(() -> reader.reading().read(bytes))
                .as("%s of %s", reader.name(), HexFormat.of().formatHex(bytes))
                .doesNotThrowAnyException();
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int k = random.nextInt(6); k >= 0 && bytes.length > 0; k--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
                    System.arraycopy(bytes, at, longer, bytes.length, bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }

    @Test
    void countsWhatJazzerRuns(@TempDir Path directory) throws Exception {
        JazzerRun run = JazzerRun.of(ByteReaders.named("modbus"), "-runs=500", directory);
        assertThat(run.finding()).isEmpty();
        assertThat(run.executions()).isBetween(400L, 600L);
    }
}
