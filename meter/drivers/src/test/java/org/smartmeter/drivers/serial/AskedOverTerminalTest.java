package org.smartmeter.drivers.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.device.EnergyRegister;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.drivers.iec62056.OpticalMeter;
import org.smartmeter.drivers.pzem.PzemModule;

/// Meters that are asked, over a real line.
class AskedOverTerminalTest {

    @TempDir private Path directory;

    private Cable cable;
    private MeterStandIn meter;

    @BeforeEach
    void plug() throws Exception {
        cable = new Cable(directory);
        meter = new MeterStandIn(directory.resolve("memory"));
    }

    @AfterEach
    void unplug() throws Exception {
        meter.close();
        cable.close();
    }

    private FrontEnd frontEnd(Dialogue dialogue) {
        return meter.frontEnd(cable.opener(), dialogue);
    }

    @Test
    void anOpticalMeterIsSignedOnAcknowledgedAndReadAtItsSpeed() throws Exception {
        OpticalMeter far = new OpticalMeter(cable);
        meter.run(frontEnd(OpticalMeter.dialogue("")), Duration.ofSeconds(65), far::act);
        assertThat(far.conversation().subList(0, 2))
                .containsExactly("300: /?!\\r\\n", "300: \\u0006050\\r\\n");
        assertThat(far.speedsOfBlocks()).containsOnly(9_600);
        assertThat(far.blocks()).isEqualTo(7);
        assertThat(meter.count(EnergyRegister.ACTIVE_IMPORT)).isEqualTo(6 * 100_000);
        assertThat(meter.events()).isEmpty();
    }

    @Test
    void oneOfSeveralOpticalMetersIsAskedByItsAddress() throws Exception {
        OpticalMeter far = new OpticalMeter(cable);
        meter.run(frontEnd(OpticalMeter.dialogue("40231199")), Duration.ofSeconds(15), far::act);
        assertThat(far.conversation().getFirst()).isEqualTo("300: /?40231199!\\r\\n");
        assertThat(far.blocks()).isPositive();
    }

    @Test
    void aDamagedBlockIsAskedForAgain() throws Exception {
        OpticalMeter far = new OpticalMeter(cable);
        far.damageEveryOtherBlock();
        meter.run(frontEnd(OpticalMeter.dialogue("")), Duration.ofSeconds(65), far::act);
        assertThat(far.conversation()).contains("9600: \\u0015");
        assertThat(meter.windows()).hasSizeGreaterThan(3);
        assertThat(meter.events()).isEmpty();
    }

    @Test
    void anOpticalMeterThatDoesNotAnswerIsToldAndComesBack() throws Exception {
        OpticalMeter far = new OpticalMeter(cable);
        FrontEnd frontEnd = frontEnd(OpticalMeter.dialogue(""));
        meter.run(frontEnd, Duration.ofSeconds(100), now -> cable.heard());
        assertThat(meter.events()).containsExactly("SOURCE_LOST 3");
        meter.run(frontEnd, Duration.ofSeconds(40), far::act);
        assertThat(meter.events()).last().asString().startsWith("SOURCE_BACK");
    }

    @Test
    void aPzemModuleIsReadEverySecond() throws Exception {
        PzemModule far = new PzemModule(cable, 7);
        meter.run(frontEnd(PzemModule.dialogue(7)), Duration.ofSeconds(20), far::act);
        assertThat(meter.windows()).hasSizeBetween(15, 20);
        var window = meter.windows().getFirst();
        assertThat(window.phases().getFirst().uRms()).isEqualTo(230.4);
        assertThat(window.phases().getFirst().iRms()).isEqualTo(70.123);
        assertThat(window.p()).isEqualTo(16_000.5);
        assertThat(window.f()).isEqualTo(49.9);
        assertThat(meter.count(EnergyRegister.ACTIVE_IMPORT))
                .isEqualTo((far.wattHours() - PzemModule.FIRST_WATT_HOURS - 4) * 1_000);
    }

    @Test
    void aModuleIsAskedAgainWhenItsAnswerIsLostOrDamaged() throws Exception {
        PzemModule far = new PzemModule(cable, 7);
        far.spoil(
                List.of(
                        PzemModule.Spoilt.SILENT,
                        PzemModule.Spoilt.FLIPPED,
                        PzemModule.Spoilt.HALF,
                        PzemModule.Spoilt.NOISE));
        meter.run(frontEnd(PzemModule.dialogue(7)), Duration.ofSeconds(30), far::act);
        assertThat(meter.windows()).hasSizeGreaterThan(5);
        assertThat(meter.count(EnergyRegister.ACTIVE_IMPORT) % 4_000).isZero();
    }

    @Test
    void aModuleOfAnotherAddressIsNotHeard() throws Exception {
        PzemModule far = new PzemModule(cable, 8);
        meter.run(frontEnd(PzemModule.dialogue(7)), Duration.ofSeconds(20), far::actWhoeverIsAsked);
        assertThat(meter.windows()).isEmpty();
        assertThat(meter.events()).containsExactly("SOURCE_LOST 4");
    }

    @Test
    void aModuleThatRefusesIsTold() throws Exception {
        PzemModule far = new PzemModule(cable, 7);
        far.refuse();
        meter.run(frontEnd(PzemModule.dialogue(7)), Duration.ofSeconds(20), far::act);
        assertThat(meter.windows()).isEmpty();
        assertThat(meter.events()).hasSize(1);
    }
}
