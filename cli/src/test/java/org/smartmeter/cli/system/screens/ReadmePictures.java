package org.smartmeter.cli.system.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForConditionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smartmeter.cli.demo.DemoSettings;

/// Takes the pictures of the README from a demonstration of its own, as it is. Takes five minutes,
/// so it runs only when asked for: `./mvnw -pl cli -am verify -Dtest=ReadmePictures
/// -Dsurefire.failIfNoSpecifiedTests=false`.
class ReadmePictures {

    private static final int HOMES = 24;
    private static final Path DOCS = Path.of("..", "docs");
    private static final long MOST_BYTES = 250_000;
    private static final Duration TRACE = Duration.ofMinutes(3);

    @Test
    void areTaken() throws IOException {
        Path directory = Files.createTempDirectory("smartmeter-pictures");
        ZoneId zone = ZoneId.of("Europe/London");
        try (Shown shown =
                Shown.start(
                        directory, DemoSettings.reading(HOMES, 0, directory, 1, List.of(), zone))) {
            Files.createDirectories(DOCS);
            try (Page phone = shown.chromium().picture(390, 844, 2)) {
                phone.navigate(shown.at("/"));
                shown.signIn(phone, Shown.CUSTOMER);
                assertThat(phone.getByTestId("live")).hasAttribute("data-state", "live");
                phone.waitForCondition(
                        () ->
                                (Boolean)
                                        phone.locator("live-card")
                                                .evaluate(HAS_TRACE, (int) TRACE.toMillis()),
                        new WaitForConditionOptions().setTimeout(2.0 * TRACE.toMillis()));
                take(phone, "consumer.png");
            }
            try (Page phone = shown.chromium().picture(390, 844, 2)) {
                takeMetersOwnPage(shown, phone);
            }
            try (Page desk = shown.chromium().picture(1280, 800, 1)) {
                desk.navigate(shown.at("/console/"));
                shown.signIn(desk, Shown.OPERATOR);
                assertThat(desk.getByTestId("load").locator("canvas")).isVisible();
                take(desk, "console.png");
            }
        }
    }

    private static final String HAS_TRACE =
            "(card, length) => card.trace.length > 0 && Date.now() - card.trace[0].at > length";

    /// With what the utility would write, and the power of the last minutes.
    private static void takeMetersOwnPage(Shown shown, Page phone) throws IOException {
        shown.demo()
                .utility()
                .headend()
                .notice(
                        Shown.CUSTOMERS_METER,
                        MetersOwnPageTest.bill(
                                1,
                                "Your bill for November",
                                "112 kWh at Rs 38.04. Thank you for paying early."));
        phone.navigate(
                shown.demo().street().pageOf(Shown.CUSTOMERS_METER).orElseThrow().toString());
        assertThat(phone.getByTestId("notices")).containsText("November");
        assertThat(phone.getByTestId("now")).containsText("just now");
        take(phone, "display.png");
    }

    private static void take(Page page, String name) throws IOException {
        Path picture = DOCS.resolve(name);
        page.screenshot(new Page.ScreenshotOptions().setPath(picture));
        assertThat(Files.size(picture)).isBetween(10_000L, MOST_BYTES);
    }
}
