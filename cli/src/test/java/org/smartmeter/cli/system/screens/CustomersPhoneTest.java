package org.smartmeter.cli.system.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A customer on a small phone.
@ExtendWith(Shown.Everywhere.class)
class CustomersPhoneTest {

    private static final int FINGER_PIXELS = 48;

    @Test
    void livePowerChangesWhileTheCustomerLooks(Shown shown) {
        try (Page page = shown.phoneOf(Shown.CUSTOMER)) {
            Locator live = page.getByTestId("live");
            assertThat(live).hasAttribute("data-state", "live");
            assertThat(page.getByTestId("live-power")).containsText("kW");
            String watts = (String) live.evaluate(LAST_WATTS);
            page.waitForCondition(() -> !watts.equals(live.evaluate(LAST_WATTS)));
        }
    }

    private static final String LAST_WATTS =
            "(card) => String(card.getRootNode().host.last.watts + ' at ' + card.getRootNode().host.last.time)";

    @Test
    void everyPageFitsASmallPhoneAndItsFingers(Shown shown) {
        try (Page page = shown.phone(ColorScheme.LIGHT)) {
            page.navigate(shown.at("/"));
            page.getByLabel("Name").waitFor();
            fits(page);
            shown.signIn(page, Shown.CUSTOMER);
            for (String there :
                    List.of("/#/", "/#/use", "/#/day/" + LocalDate.now(MonthFile.ZONE))) {
                page.navigate(shown.at(there));
                assertThat(page.locator("sm-chart canvas").first()).isVisible();
                fits(page);
            }
        }
    }

    private static void fits(Page page) {
        assertThat(Measures.sidewaysPixels(page)).as("sideways at %s", page.url()).isZero();
        assertThat(Measures.tooSmallForFingers(page, FINGER_PIXELS)).as(page.url()).isEmpty();
    }

    @Test
    void withoutAConnectionTheLastDayStaysAndSaysHowOldItIs(Shown shown) {
        try (Page page = shown.phoneOf(Shown.CUSTOMER)) {
            page.getByTestId("today-total").waitFor();
            String total = page.getByTestId("today-total").innerText();
            page.context().setOffline(true);
            page.navigate(shown.at("/#/use"));
            page.navigate(shown.at("/#/"));
            assertThat(page.getByTestId("offline")).containsText("No connection");
            assertThat(page.getByTestId("today-total")).hasText(total);

            page.context().setOffline(false);
            assertThat(page.getByTestId("offline")).hasCount(0);
            assertThat(page.getByTestId("live")).hasAttribute("data-state", "live");
        }
    }

    @Test
    void aWrongPasswordIsSaidPlainlyAndTheFormStays(Shown shown) {
        try (Page page = shown.phone(ColorScheme.LIGHT)) {
            page.navigate(shown.at("/"));
            page.getByLabel("Name").fill("nobody-of-this-name");
            page.getByLabel("Password").fill("wrong");
            page.keyboard().press("Enter");
            assertThat(page.getByTestId("sign-in-trouble"))
                    .containsText("do not belong together. Check both and try again.");
            assertThat(page.getByLabel("Name")).hasValue("nobody-of-this-name");
        }
    }

    @Test
    void theMonthAddsUpToWhatTheStoreHolds(Shown shown) {
        YearMonth lastMonth = YearMonth.now(MonthFile.ZONE).minusMonths(1);
        try (Page page = shown.phoneOf(Shown.CUSTOMER)) {
            page.navigate(shown.at("/#/use?month=" + lastMonth));
            assertThat(page.getByTestId("month-total")).containsText("kWh");
            BigDecimal stored = shown.stored(Shown.CUSTOMERS_METER, lastMonth);
            Locator month = page.locator("use-page");
            assertThat(new BigDecimal((String) month.evaluate("(page) => page.shown.total")))
                    .isEqualByComparingTo(stored);
            assertThat(new BigDecimal((String) month.evaluate(LAST_CUMULATIVE)))
                    .isEqualByComparingTo(stored);
            assertThat(page.getByTestId("month-total")).containsText(asShown(stored));
        }
    }

    private static final String LAST_CUMULATIVE = "(page) => page.shown.days.at(-1).cumulative";

    /// Three digits tell enough: 96.1, 9.61.
    private static String asShown(BigDecimal kilowattHours) {
        int decimals = kilowattHours.compareTo(BigDecimal.TEN) < 0 ? 2 : 1;
        return kilowattHours.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }
}
