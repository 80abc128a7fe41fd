package org.smartmeter.drivers.pzem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ModbusFrameTest {

    /// The example of MODBUS over Serial Line and of the module's manual: address 1, ten registers.
    @Test
    void asksAsTheManualShows() {
        assertThat(HexFormat.of().formatHex(ModbusFrame.request(0xf8, 0, 10)))
                .isEqualTo("f8040000000a6464");
    }
}
