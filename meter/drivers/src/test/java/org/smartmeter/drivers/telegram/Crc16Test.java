package org.smartmeter.drivers.telegram;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The checksums of the nine digits that every catalogue of checksums lists.
class Crc16Test {

    @ParameterizedTest
    @CsvSource({"ARC, BB3D", "MODBUS, 4B37", "X25, 906E", "KERMIT, 2189"})
    void givesTheCataloguesCheckValue(Crc16 kind, String check) {
        assertThat(Crc16.hex(kind.of("123456789".getBytes(US_ASCII)))).isEqualTo(check);
    }
}
