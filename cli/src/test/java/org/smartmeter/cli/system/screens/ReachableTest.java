package org.smartmeter.cli.system.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The screens for everybody: by keyboard alone, by address, by those who cannot see them well.
@ExtendWith(Shown.Everywhere.class)
class ReachableTest {

    private static final String METER = "/console/#/meters/" + Shown.CUSTOMERS_METER;

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothingOnTheCustomersPages(ColorScheme scheme, Shown shown) {
        try (Page page = shown.phone(scheme)) {
            page.navigate(shown.at("/"));
            isAccessible(page, "h1");
            shown.signIn(page, Shown.CUSTOMER);
            for (String there : List.of("/#/", "/#/use", "/#/day/" + shown.yesterday())) {
                page.navigate(shown.at(there));
                isAccessible(page, "sm-chart canvas");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothingOnTheOperatorsPages(ColorScheme scheme, Shown shown) {
        try (Page page = shown.desk(scheme)) {
            page.navigate(shown.at("/console/"));
            shown.signIn(page, Shown.OPERATOR);
            isAccessible(page, "sm-chart canvas");
            page.navigate(shown.at("/console/#/meters"));
            isAccessible(page, "tbody tr");
            page.navigate(shown.at(METER));
            isAccessible(page, "curve-card .card");
            page.navigate(shown.at("/console/#/commands"));
            isAccessible(page, "command-form .card");
            page.navigate(shown.at("/console/#/refusals"));
            isAccessible(page, ".card");
        }
    }

    private static void isAccessible(Page page, String whenThereIs) {
        page.locator(whenThereIs).first().waitFor();
        List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
        assertThat(violations)
                .as(page.url())
                .extracting(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                .isEmpty();
    }

    @Test
    void theConsoleIsUsedByKeyboardAlone(Shown shown) {
        try (Page page = shown.desk(ColorScheme.LIGHT)) {
            page.navigate(shown.at("/console/"));
            page.getByLabel("Name").waitFor();
            press(page, "Tab");
            page.keyboard().type(Shown.OPERATOR);
            press(page, "Tab");
            page.keyboard().type(shown.demo().passwordOf(Shown.OPERATOR));
            press(page, "Enter");
            page.getByTestId("connected").waitFor();

            tabTo(page, "Meters");
            press(page, "Enter");
            assertThat(page.getByTestId("meters")).isVisible();
            press(page, "/");
            page.keyboard().type("SEM0000000000002");
            assertThat(page.getByTestId("meters").locator("tbody tr")).hasCount(1);
            tabTo(page, "SEM0000000000002");
            press(page, "Enter");
            assertThat(page.getByTestId("meter-id")).hasText("SEM0000000000002");
        }
    }

    @Test
    void theCustomerReadsTheCurveByArrowKeys(Shown shown) {
        try (Page page = shown.phoneOf(Shown.CUSTOMER)) {
            page.navigate(shown.at("/#/day/" + shown.yesterday()));
            page.locator("day-page canvas").waitFor();
            page.getByRole(AriaRole.SLIDER).focus();
            press(page, "Home");
            assertThat(page.getByTestId("chart-says")).containsText("00:00 – 00:15");
            press(page, "ArrowRight");
            assertThat(page.getByTestId("chart-says")).containsText("00:15 – 00:30");
        }
    }

    @Test
    void addressesLeadDeepAndBackGoesBack(Shown shown) {
        try (Page page = shown.operatorsDesk()) {
            page.navigate(shown.at("/console/#/meters?search=Lane"));
            assertThat(page.getByTestId("meters").locator("tbody tr").first()).containsText("Lane");
            page.navigate(shown.at(METER));
            assertThat(page.getByTestId("meter-id")).hasText(Shown.CUSTOMERS_METER.value());
            page.goBack();
            assertThat(page.getByTestId("meters").locator("tbody tr").first()).containsText("Lane");
            page.reload();
            assertThat(page.getByPlaceholder("Press / to search")).hasValue("Lane");
        }
    }

    private static void press(Page page, String key) {
        page.keyboard().press(key);
    }

    /// Presses Tab until a link or button of that text has the focus.
    private static void tabTo(Page page, String text) {
        for (int presses = 0; presses < 30; presses++) {
            press(page, "Tab");
            if (text.equals(page.evaluate(FOCUSED_TEXT))) {
                return;
            }
        }
        throw new AssertionError("Tab does not lead to '" + text + "' on " + page.url());
    }

    private static final String FOCUSED_TEXT =
            """
            () => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              return at?.textContent?.trim() ?? "";
            }
            """;
}
