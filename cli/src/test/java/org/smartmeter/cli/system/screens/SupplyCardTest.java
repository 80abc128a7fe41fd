package org.smartmeter.cli.system.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the meter's page makes of each way the supply can stand, as the meter's stream tells it.
@ExtendWith(Shown.Everywhere.class)
class SupplyCardTest {

    private static final String TOLD =
            """
            event: now
            data: {"meter":"SEM0000000000001","software":"test","zone":"UTC","time":1795694400000,\
            "clockSet":true,"starting":false,"pin":true,"link":{"state":"streaming","waiting":0},\
            "supply":{"output":"open","state":"ready_for_reconnection","cause":"none",\
            "stayOff":false,"relayFault":false,"canConnect":false,"canDisconnect":false,\
            "limiter":{}%s}}

            """;

    /// What differs (the time is 26 November 2026, 12:00) → what is said, which buttons there are.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "cause":"limiter","canConnect":true,"canDisconnect":true,"limiter":{"recloseAt":1795694460000} | It comes back by itself today at 12:01. | Switch on, Keep off
                    "cause":"limiter","stayOff":true,"canConnect":true | It stays off until you switch it on | Switch on
                    "cause":"customer","canConnect":true | You have switched it off yourself. | Switch on
                    "state":"connected","output":"closed","canDisconnect":true,"cutAt":1795701600000 | Your supply will be cut off today at 14:00. | Switch off
                    "state":"connected","output":"closed","canDisconnect":true,"cutAt":1795867200000 | Your supply will be cut off on Saturday 28 November at 12:00. | Switch off
                    "state":"disconnected","reconnectAt":1795697000000 | Your utility switches it on today at 12:43. |
                    """)
    void saysHowItStandsAndOffersWhatCanBeDone(
            String differs, String said, String buttons, Shown shown) {
        try (Page page = shown.phone(ColorScheme.LIGHT)) {
            page.route(
                    "**/api/stream",
                    route ->
                            route.fulfill(
                                    new Route.FulfillOptions()
                                            .setContentType("text/event-stream")
                                            .setBody(TOLD.formatted("," + differs))));
            page.navigate(
                    shown.demo().street().pageOf(Shown.CUSTOMERS_METER).orElseThrow() + "?lang=en");

            Locator card = page.getByTestId("supply");
            assertThat(card).containsText(said);
            List<String> offered = card.locator("button").allTextContents();
            assertThat(offered)
                    .isEqualTo(
                            buttons == null ? List.of() : Arrays.asList(buttons.split(", ", -1)));
        }
    }
}
