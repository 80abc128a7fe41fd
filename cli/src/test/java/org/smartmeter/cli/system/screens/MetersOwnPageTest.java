package org.smartmeter.cli.system.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.cli.system.CuttableProxy;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.Amount;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.NoticeText;

/// The page that a meter serves at home, in front of somebody who lives there.
@ExtendWith(Shown.Everywhere.class)
class MetersOwnPageTest {

    private static final int FINGER_PIXELS = 48;

    /// With what would be markup if the page took it for such.
    private static final String TEXT = "112 kWh at Rs 38.04. <b>Thank you</b> for paying early.";

    private static String home(Shown shown) {
        return shown.demo().street().pageOf(Shown.CUSTOMERS_METER).orElseThrow().toString();
    }

    static Notice bill(long number, String title, String text) {
        Instant now = Instant.now();
        return Notice.newBuilder()
                .setNumber(number)
                .setKind(Notice.Kind.BILL)
                .addTexts(NoticeText.newBuilder().setLanguage("en").setTitle(title).setText(text))
                .addTexts(
                        NoticeText.newBuilder()
                                .setLanguage("ur")
                                .setTitle("آپ کا بل")
                                .setText("112 یونٹ"))
                .setAmountDue(
                        Amount.newBuilder()
                                .setCurrency("PKR")
                                .setMinorUnits(426_000)
                                .setDecimals(2))
                .setValidFrom(now.minus(Duration.ofMinutes(5)).toEpochMilli())
                .setValidUntil(now.plus(Duration.ofDays(20)).toEpochMilli())
                .setAcknowledge(true)
                .build();
    }

    private static long toldTo(Shown shown, EventCode code) {
        return shown.demo().utility().readings().events(Shown.CUSTOMERS_METER, 100).stream()
                .filter(event -> event.event().code() == code.number())
                .count();
    }

    @Test
    void powerFlowsOnThePageWithoutAnySignIn(Shown shown) {
        try (Page page = shown.phone(ColorScheme.LIGHT)) {
            page.navigate(home(shown));
            assertThat(page.getByTestId("now")).containsText("measured just now");
            assertThat(page.getByTestId("power")).containsText(".");
            assertThat(page.getByTestId("meter")).containsText(Shown.CUSTOMERS_METER.value());
            assertThat(page.getByTestId("energy")).containsText("Meter reading");
            assertThat(page.getByTestId("line")).containsText("Connected");
            assertThat(page.locator("#trace path.flow")).hasCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en", "DARK, ur"})
    void thePageIsForEverybody(ColorScheme scheme, String language, Shown shown) {
        shown.demo()
                .utility()
                .headend()
                .notice(Shown.CUSTOMERS_METER, bill(900, "A bill to look at", TEXT));
        try (Page page = shown.phone(scheme)) {
            page.navigate(home(shown) + "?lang=" + language);
            page.getByTestId("notices").locator("li").first().waitFor();
            page.locator("summary").click();
            assertThat(page.locator("html"))
                    .hasAttribute("dir", language.equals("ur") ? "rtl" : "ltr");
            assertThat(page.locator("#top"))
                    .hasCSS("direction", language.equals("ur") ? "rtl" : "ltr");
            assertThat(Measures.sidewaysPixels(page)).isZero();
            assertThat(Measures.tooSmallForFingers(page, FINGER_PIXELS)).isEmpty();
            isAccessible(page);
            page.locator("#call").click();
            page.getByRole(AriaRole.DIALOG).waitFor();
            isAccessible(page);
        }
    }

    private static void isAccessible(Page page) {
        List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
        assertThat(violations)
                .extracting(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                .isEmpty();
    }

    @Test
    void aBillIsConfirmedByKeyboardAndTheUtilityHearsIt(Shown shown) {
        long before = toldTo(shown, EventCode.NOTICE_ACKNOWLEDGED);
        shown.demo()
                .utility()
                .headend()
                .notice(Shown.CUSTOMERS_METER, bill(901, "Your bill for May", TEXT));
        try (Page page = shown.desk(ColorScheme.LIGHT)) {
            page.navigate(home(shown));
            Locator notice =
                    page.getByTestId("notices")
                            .locator("li", new Locator.LocatorOptions().setHasText("bill for May"));
            assertThat(notice).containsText("4,260.00");
            assertThat(notice).containsText("<b>Thank you</b>");
            Locator button = notice.getByRole(AriaRole.BUTTON);
            button.focus();
            page.keyboard().press("Enter");
            assertThat(notice).containsText("You confirmed it");
            assertThat(button).hasCount(0);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> toldTo(shown, EventCode.NOTICE_ACKNOWLEDGED) == before + 1);
    }

    @Test
    void whoAsksToBeCalledIsAskedFirstAndHeardAtOnce(Shown shown) {
        long before = toldTo(shown, EventCode.CALL_REQUESTED);
        try (Page page = shown.phone(ColorScheme.LIGHT)) {
            page.navigate(home(shown));
            assertThat(page.getByTestId("line")).containsText("Connected");
            page.locator("#call").click();
            Locator question = page.getByRole(AriaRole.DIALOG);
            assertThat(question).containsText("It calls the number it has of you.");
            page.locator("#question-no").click();
            assertThat(question).isHidden();
            page.locator("#call").click();
            page.locator("#question-yes").click();
            assertThat(page.getByTestId("line")).containsText("You asked for a call today at");
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> toldTo(shown, EventCode.CALL_REQUESTED) == before + 1);
    }

    @Test
    void aCutConnectionComesBackAndALostOneSaysHowOldTheValuesAre(Shown shown) throws Exception {
        int port = URI.create(home(shown)).getPort();
        try (CuttableProxy way = CuttableProxy.to(port);
                Page page = shown.phone(ColorScheme.LIGHT)) {
            page.navigate("http://127.0.0.1:" + way.port() + "/");
            assertThat(page.getByTestId("now")).containsText("measured just now");
            page.waitForRequest("**/api/stream", way::cut);
            assertThat(page.getByTestId("now")).containsText("measured just now");

            way.close();
            assertThat(page.locator("#offline")).containsText("No connection to the meter");
            assertThat(page.getByTestId("now")).containsText("s ago");
            assertThat(page.getByTestId("power")).containsText(".");
        }
    }
}
