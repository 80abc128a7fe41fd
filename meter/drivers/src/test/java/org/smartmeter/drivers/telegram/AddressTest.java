package org.smartmeter.drivers.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "1-0:1.8.0*255, 1-0:1.8.0.255",
        "1-0:1.8.0, 1-0:1.8.0.255",
        "0-1:24.2.1, 0-1:24.2.1.255",
        "1.8.0, 1-0:1.8.0.255",
        "1.8.1*03, 1-0:1.8.1.3",
        "1.6.1&12, 1-0:1.6.1.12",
        "C.1.0, 1-0:96.1.0.255",
        "F.F, 1-0:97.97.0.255",
        "L.1.0*01, 1-0:98.1.0.1",
        "P.01, 1-0:99.1.0.255",
        "1-0:300.8.0, 1-0:300.8.0",
        "PDA, PDA",
        "1.8, 1-0:1.8.0.255",
    })
    void writesTheCodeInFullWhereThereIsOne(String sent, String full) {
        assertThat(Address.name(sent)).isEqualTo(full);
    }
}
