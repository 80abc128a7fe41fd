package org.smartmeter.cli.system.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.smartmeter.server.audit.Access;
import org.smartmeter.server.audit.Action;
import org.smartmeter.terms.MeterId;

/// From the operator's desk to the switch in the home and back: a second person approves the cut
/// with a passkey, the meter reports it open, and whoever lives there closes it after the
/// reconnection.
@ExtendWith(Shown.Everywhere.class)
class CommandsDeskTest {

    /// Nobody else's test switches this home.
    private static final MeterId HOME = new MeterId("SEM0000000000002");

    private static final String APPROVER = "approver";

    @Test
    void aHomeIsCutByTwoPeopleReconnectedByOneAndClosedAtHome(Shown shown) {
        try (Page desk = shown.operatorsDesk();
                Page second = approversDesk(shown);
                Page home = shown.phone(ColorScheme.LIGHT)) {
            ask(shown, desk, "Cut…", "bill of October unpaid");
            assertThat(desk.getByTestId("approvals")).containsText("another person has to approve");

            Locator waiting = second.getByTestId("waiting");
            assertThat(waiting).containsText("1 home will be without supply");
            assertThat(waiting).containsText("bill of October unpaid");
            assertThat(waiting.getByTestId("list-hash"))
                    .hasText(Pattern.compile("([0-9a-f]{4} ?){4}"));
            button(second, "Approve with passkey").click();
            assertThat(second.getByTestId("approvals")).containsText("Nothing waits");
            assertThat(second.getByTestId("progress").first()).hasText("1 done");

            desk.getByText("Follow it").click();
            assertThat(desk.getByTestId("command-state")).hasText("done");
            button(desk, "History").click();
            assertThat(desk.getByTestId("history")).containsText("approver");
            assertThat(desk.getByTestId("history"))
                    .containsText(
                            Pattern.compile("the meter has it|open since|reports its supply"));
            desk.navigate(shown.at("/console/#/meters/" + HOME));
            assertThat(desk.getByTestId("supply-answer")).hasText("Off");

            home.navigate(shown.demo().street().pageOf(HOME).orElseThrow() + "?lang=en");
            Locator supply = home.getByTestId("supply");
            assertThat(supply.getByRole(AriaRole.BUTTON)).hasCount(0);
            ask(shown, desk, "Reconnect…", "the bill is paid");
            desk.getByText("Follow it").click();
            assertThat(desk.getByTestId("batch")).containsText("Reconnect");
            assertThat(desk.getByTestId("command-state")).hasText("done");
            supply.getByText("Switch on").click();
            home.locator("#question-yes").click();
            desk.navigate(shown.at("/console/#/meters/" + HOME));
            assertThat(desk.getByTestId("supply-answer")).hasText("On");
            assertThat(desk.getByTestId("meter-command-state").first()).hasText("done");
            assertThat(shown.demo().utility().accessRecord().newest(30))
                    .extracting(Access::actor, Access::action)
                    .contains(
                            tuple(Shown.OPERATOR, Action.COMMAND),
                            tuple(APPROVER, Action.PASSKEY_ADDED),
                            tuple(APPROVER, Action.COMMAND_APPROVED));
        }
    }

    /// From the meter's page.
    private static void ask(Shown shown, Page desk, String what, String reason) {
        desk.navigate(shown.at("/console/#/meters/" + HOME));
        desk.getByTestId("meter-commands").getByText(what).click();
        Locator says = desk.getByTestId("command-says");
        assertThat(says).containsText("That is 1 meter now (F1: 1).");
        desk.getByTestId("command-form").getByLabel("Reason").fill(reason);
        desk.getByTestId("command-form").locator("button.primary").click();
        assertThat(desk.getByText("Asked for.")).isVisible();
    }

    /// A desk whose computer has a passkey of its own, at which the second person has signed in.
    private static Page approversDesk(Shown shown) {
        Page page = shown.desk(ColorScheme.LIGHT);
        CDPSession device = page.context().newCDPSession(page);
        device.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        JsonObject parameters = new JsonObject();
        parameters.add("options", options);
        device.send("WebAuthn.addVirtualAuthenticator", parameters);

        page.navigate(
                "http://localhost:" + shown.demo().address().getPort() + "/console/#/commands");
        shown.signIn(page, APPROVER);
        page.getByLabel("Name of the device").fill("the desk");
        button(page, "Register a passkey").click();
        assertThat(page.getByTestId("passkeys")).containsText("the desk, since");
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }
}
