package org.smartmeter.cli.system.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.smartmeter.cli.demo.ReplayResult;
import org.smartmeter.simulator.replay.MinuteFile;
import org.smartmeter.simulator.replay.ReplayEnergy;

/// A home's month of minutes, gaps and a clock change included, goes through metering, line and
/// store; the utility's sum is the file's energy, and the page shows the same curve.
@ExtendWith(Shown.Everywhere.class)
class ReplayedMonthTest {

    private static final double WITHIN_PERCENT = 0.01;

    @Test
    void theUtilitysSumForTheMonthIsTheFilesEnergy(Shown shown) {
        ReplayResult result = shown.demo().replayResults().getFirst();
        assertThat(result.fileWh()).isGreaterThan(50_000);
        assertThat(result.differencePercent()).isCloseTo(0, within(WITHIN_PERCENT));
    }

    @Test
    void thePageLandsInTheMonthAndShowsItsSum(Shown shown) throws Exception {
        double fileKilowattHours = ReplayEnergy.of(shown.replayed()).importWh() / 1_000;
        try (Page page = shown.phoneOf(Shown.REPLAYED)) {
            assertThat(page.getByTestId("today")).containsText("Last day measured");
            assertThat(page.getByTestId("today")).containsText("31 October 2024");
            assertThat(page.getByTestId("month-card")).containsText("October 2024");

            page.navigate(shown.at("/#/use"));
            assertThat(page.getByText("October 2024")).isVisible();
            assertThat(page.getByTestId("month-total"))
                    .containsText("%.1f".formatted(fileKilowattHours));
            BigDecimal shownTotal =
                    new BigDecimal(
                            (String)
                                    page.locator("use-page")
                                            .evaluate("(page) => page.shown.total"));
            assertThat(shownTotal)
                    .isEqualByComparingTo(shown.stored(Shown.REPLAYED_METER, MonthFile.MONTH));
            assertThat(100 * (shownTotal.doubleValue() / fileKilowattHours - 1))
                    .isCloseTo(0, within(WITHIN_PERCENT));
        }
    }

    @Test
    void thePageShowsTheFilesCurve(Shown shown) throws Exception {
        MinuteFile file = shown.replayed();
        try (Page page = shown.phoneOf(Shown.REPLAYED)) {
            page.navigate(shown.at("/#/day/" + MonthFile.WHOLE_DAY));
            Locator chart = page.locator("day-page sm-chart");
            assertThat(chart.locator("canvas")).isVisible();
            assertThat(page.getByTestId("day-total")).containsText("kWh");
            List<?> drawn = (List<?>) chart.evaluate(DRAWN);
            assertThat(drawn).hasSize(96);
            for (Object each : drawn) {
                Map<?, ?> step = (Map<?, ?>) each;
                Instant start = Instant.parse(String.valueOf(step.get("start")));
                Instant end = Instant.parse(String.valueOf(step.get("end")));
                double fileKilowatts = ReplayEnergy.of(file, start, end).importWh() / 250;
                assertThat(((Number) step.get("kilowatts")).doubleValue())
                        .as("power from %s", start)
                        .isCloseTo(fileKilowatts, within(REGISTER_STEP_KILOWATTS));
            }
        }
    }

    /// A register counts whole watt-hours in the interval's row: 1 Wh in a quarter-hour is 4 W.
    private static final double REGISTER_STEP_KILOWATTS = 0.0041;

    private static final String DRAWN =
            """
            (chart) => chart.model.series[0].stretches.map((step) => ({
              start: new Date(step.start).toISOString(),
              end: new Date(step.end).toISOString(),
              kilowatts: step.value,
            }))
            """;

    @Test
    void whatTheFileDoesNotKnowIsDrawnAsAGap(Shown shown) {
        try (Page page = shown.phoneOf(Shown.REPLAYED)) {
            page.navigate(shown.at("/#/day/" + MonthFile.DAY_WITH_HOLE));
            assertThat(page.getByTestId("day")).containsText("gap");
            assertThat(page.getByTestId("day-total")).containsText("kWh");
        }
    }

    @Test
    void theDayWhenTheClockGoesBackHas25Hours(Shown shown) {
        try (Page page = shown.phoneOf(Shown.REPLAYED)) {
            page.navigate(shown.at("/#/day/2024-10-27"));
            assertThat(page.getByTestId("day")).containsText("this day has 25 hours");
        }
    }
}
