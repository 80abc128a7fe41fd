package org.smartmeter.cli.system.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.smartmeter.server.audit.Access;
import org.smartmeter.server.audit.Action;

/// An operator at a desk.
@ExtendWith(Shown.Everywhere.class)
class OperatorsDeskTest {

    private static final String METER = Shown.CUSTOMERS_METER.value();

    @Test
    void theOverviewTellsConnectionCompletenessAndTheRateOfIntake(Shown shown) {
        try (Page page = shown.operatorsDesk()) {
            assertThat(page.getByTestId("connected")).containsText("100 % of 5 meters");
            assertThat(page.getByTestId("yesterday-complete")).containsText("no meter has gaps");
            assertThat(page.getByTestId("intake")).containsText("records/s");
            assertThat(page.getByTestId("load").locator("canvas")).isVisible();
        }
    }

    @Test
    void everyMeterStandsThereWithItsLastMeasuredTime(Shown shown) {
        try (Page page = shown.operatorsDesk()) {
            page.navigate(shown.at("/console/#/meters"));
            Locator rows = page.getByTestId("meters").locator("tbody tr");
            assertThat(rows).hasCount(5);
            assertThat(rows.first()).containsText(METER);
            assertThat(rows.first()).containsText("ago");
            assertThat(rows.last()).containsText("year");
        }
    }

    @Test
    void aHomesCurveOpensOnlyForAReasonThatGoesOnRecord(Shown shown) {
        String reason = "customer called about the reading of yesterday";
        try (Page page = shown.operatorsDesk()) {
            page.navigate(shown.at("/console/#/meters/" + METER));
            Locator curve = page.getByTestId("curve");
            assertThat(curve).containsText("go on record");
            assertThat(curve.locator("canvas")).hasCount(0);

            page.getByLabel("Reason").fill(reason);
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions()
                                    .setName("Record the reason and open the curve"))
                    .click();

            assertThat(curve).containsText("Your access is on record");
            assertThat(curve.locator("canvas")).isVisible();
            assertThat(shown.demo().utility().accessRecord().newest(20))
                    .extracting(Access::actor, Access::action, Access::subject, Access::detail)
                    .contains(tuple(Shown.OPERATOR, Action.REASON, METER, reason));
        }
    }

    @Test
    void whatIsWrittenToADisplayIsConfirmedThereAndSeenSoAtTheDesk(Shown shown) {
        try (Page desk = shown.operatorsDesk();
                Page home = shown.desk(ColorScheme.LIGHT)) {
            desk.navigate(shown.at("/console/#/meters/" + METER));
            assertThat(desk.getByTestId("supply-answer")).hasText(Pattern.compile("On|Off.*"));
            desk.getByText("Write to the display").click();
            desk.getByLabel("Title").fill("Works in your street");
            desk.getByLabel("Urgency").selectOption("warning");
            desk.getByLabel("Ask the person").check();
            desk.getByLabel("Why you write").fill("cable exchange");
            assertThat(desk.getByTestId("notice-says")).containsText("is asked to confirm");
            desk.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Send to the display"))
                    .click();
            Locator state = desk.getByTestId("notice-state").first();
            assertThat(state).hasText(Pattern.compile("at the meter|seen on the display"));

            home.navigate(
                    shown.demo().street().pageOf(Shown.CUSTOMERS_METER).orElseThrow().toString());
            home.getByTestId("notices")
                    .locator("li", new Locator.LocatorOptions().setHasText("Works in your street"))
                    .getByRole(AriaRole.BUTTON)
                    .click();

            assertThat(state).hasText("confirmed");
            assertThat(shown.demo().utility().accessRecord().newest(20))
                    .extracting(Access::actor, Access::action, Access::subject)
                    .contains(tuple(Shown.OPERATOR, Action.NOTICE, METER));
        }
    }

    private static final String STATUS_OF = "(path) => fetch(path).then((answer) => answer.status)";

    @Test
    void aCustomerCannotAskForAnotherHome(Shown shown) {
        try (Page page = shown.phoneOf(Shown.CUSTOMER)) {
            for (String path :
                    new String[] {
                        "/api/operator/meters/SEM0000000000002/curve?day=2026-11-01",
                        "/api/operator/meters",
                        "/api/operator/overview"
                    }) {
                assertThat(page.evaluate(STATUS_OF, path)).as(path).isEqualTo(403);
            }
            page.navigate(shown.at("/console/"));
            assertThat(page.getByText("This sign-in belongs to a customer.")).isVisible();
        }
    }
}
