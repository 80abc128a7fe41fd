package org.smartmeter.device.display.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.display.HomeDisplay;
import org.smartmeter.device.notices.Notices;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.ControlState;
import org.smartmeter.device.supply.LimiterStatus;
import org.smartmeter.device.supply.MonitoredValue;
import org.smartmeter.device.supply.RelayPosition;
import org.smartmeter.device.supply.SupplyButtons;
import org.smartmeter.device.supply.SupplyCause;
import org.smartmeter.device.supply.SupplyStatus;

/// What an act presses on a supply that the utility has cut in mode 2, which then closes by its
/// order alone unless the customer wants it to stay off.
class ActsTest {

    private static final class Buttons implements SupplyButtons {

        private final List<String> pressed = new ArrayList<>();
        private final boolean stayOff;

        Buttons(boolean stayOff) {
            this.stayOff = stayOff;
        }

        @Override
        public void pressConnect() {
            pressed.add("on");
        }

        @Override
        public void pressDisconnect() {
            pressed.add("off");
        }

        @Override
        public void stayOff(boolean wanted) {
            pressed.add(wanted ? "stay off" : "no longer stay off");
        }

        @Override
        public SupplyStatus status() {
            return new SupplyStatus(
                    RelayPosition.OPEN,
                    RelayPosition.OPEN,
                    ControlState.DISCONNECTED,
                    ControlMode.MODE_2,
                    SupplyCause.UTILITY,
                    stayOff,
                    false,
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    new LimiterStatus(
                            MonitoredValue.ACTIVE_POWER_IMPORT,
                            OptionalLong.empty(),
                            LimiterStatus.Reason.NO_LIMIT,
                            Optional.empty(),
                            false,
                            0,
                            Optional.empty(),
                            Optional.empty()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "keep-off,           false, ALWAYS, stay off",
        "no-longer-keep-off, true,  IF_SET, no longer stay off",
        "no-longer-keep-off, false, IF_SET, NOT_POSSIBLE",
        "connect,            false, IF_SET, NOT_POSSIBLE",
        "disconnect,         false, ALWAYS, NOT_POSSIBLE",
    })
    void whatAnActPressesAndWhoMay(String act, boolean stayOff, PinRule rule, String does)
            throws RefusedException {
        Buttons buttons = new Buttons(stayOff);
        Acts acts = new Acts(new HomeDisplay(ZoneOffset.UTC, new Notices(), Optional.of(buttons)));
        Form form = Form.parse(("act=" + act).getBytes(StandardCharsets.US_ASCII));
        assertThat(acts.rule(form)).isEqualTo(rule);
        String done;
        try {
            acts.carryOut(form);
            done = String.join(", ", buttons.pressed);
        } catch (RefusedException e) {
            done = e.why().name();
        }
        assertThat(done).isEqualTo(does);
    }
}
