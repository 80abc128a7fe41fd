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
            send(desk);
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

    @Test
    void aBillAndAnOfferStandOnTheDisplayAndTheAnswerAtTheDesk(Shown shown) {
        try (Page desk = shown.operatorsDesk();
                Page home = shown.phone(ColorScheme.DARK)) {
            desk.navigate(shown.at("/console/#/meters/" + METER));
            desk.getByText("Write to the display").click();
            desk.getByLabel("Kind").selectOption("bill");
            desk.getByLabel("Title").fill("Your bill for October");
            desk.getByLabel("Amount").fill("4260.5");
            desk.getByLabel("Currency").fill("pkr");
            assertThat(desk.getByLabel("Shown until").inputValue())
                    .as("the display shows it until it is due and longer")
                    .isGreaterThan(desk.getByLabel("To be paid by").inputValue());
            desk.getByLabel("Why you write").fill("bill of October");
            send(desk);
            Locator bill = written(desk, "Your bill for October");
            assertThat(bill).containsText("4,260.50, due");
            assertThat(bill).containsText(Pattern.compile("at the meter|seen on the display"));

            desk.getByLabel("Kind").selectOption("offer");
            desk.getByLabel("Title").fill("Half price at night");
            desk.getByLabel("Why you write").fill("evening peak");
            assertThat(desk.getByTestId("notice-says")).containsText("to accept or to decline");
            send(desk);

            home.navigate(
                    shown.demo().street().pageOf(Shown.CUSTOMERS_METER).orElseThrow().toString());
            Locator shownBill = home.locator("#notices li", having("Your bill for October"));
            assertThat(shownBill).containsText("4,260.50");
            assertThat(shownBill).containsText("to be paid by");
            Locator offer = home.locator("#notices li", having("Half price at night"));
            assertThat(offer).containsText("Answer by");
            offer.getByText("Decline").click();
            assertThat(offer).containsText("You declined it today at");

            assertThat(written(desk, "Half price at night").getByTestId("notice-state"))
                    .hasText("declined");
        }
    }

    private static void send(Page desk) {
        desk.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send to the display"))
                .click();
    }

    private static Page.LocatorOptions having(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private static Locator written(Page desk, String title) {
        return desk.getByTestId("notice")
                .filter(new Locator.FilterOptions().setHasText(title))
                .first();
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
