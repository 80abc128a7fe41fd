package org.smartmeter.cli.system.screens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.simulator.wifi.ModelWifi;

/// A person brings a new meter into the home's WiFi, on a phone that is in the meter's own network.
@ExtendWith(Shown.Everywhere.class)
class WifiFormTest {

    private static final String PASSWORD = "correct horse";

    @TempDir private Path directory = Path.of("");

    @Test
    void aNetworkIsChosenAndAWrongPasswordIsSaidBeforeTheRightOne(Shown shown) {
        ModelWifi wifi = new ModelWifi();
        wifi.router("home", PASSWORD);
        wifi.router("guests", "");
        try (MeterWithRadio meter = MeterWithRadio.start(directory, wifi);
                Page page = shown.phone(ColorScheme.LIGHT)) {
            page.navigate(meter.page().toString());
            Locator card = page.getByTestId("wifi");
            assertThat(card).containsText("Bring the meter into your WiFi");
            assertThat(card).containsText("The meter's own network is open");

            give(page, "home", "correct hose");
            assertThat(card).containsText("The router does not take the password");

            give(page, "home", PASSWORD);
            assertThat(card).containsText("In your WiFi home");
            assertThat(card).containsText("strong signal");
            assertThat(page.locator("#network-password")).hasValue("");
            assertThat(page.content()).doesNotContain(PASSWORD);
            assertThat(Measures.sidewaysPixels(page)).isZero();
        }
    }

    private static void give(Page page, String name, String password) {
        page.locator("#wifi-choose").click();
        Locator form = page.getByRole(AriaRole.DIALOG);
        assertThat(form.getByRole(AriaRole.RADIO).first()).isChecked();
        assertThat(page.locator("#network-name")).isHidden();
        assertThat(page.locator("#network-yes")).isInViewport();
        form.getByLabel(name).check();
        page.locator("#network-password").fill(password);
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        page.locator("#network-yes").click();
        assertThat(form).isHidden();
    }

    @Test
    void aNetworkWithoutAPasswordAsksForNoneAndAHiddenOneForItsName(Shown shown) {
        ModelWifi wifi = new ModelWifi();
        wifi.router("guests", "");
        try (MeterWithRadio meter = MeterWithRadio.start(directory, wifi);
                Page page = shown.desk(ColorScheme.DARK)) {
            page.navigate(meter.page() + "?lang=en");
            page.locator("#wifi-choose").click();
            page.getByLabel("guests").check();
            assertThat(page.locator("#network-password")).isHidden();
            assertThat(page.locator("#network-name")).isHidden();
            page.getByLabel("Another one, by its name").check();
            assertThat(page.locator("#network-name")).isVisible();
            assertThat(page.locator("#network-password")).isVisible();
            page.getByLabel("guests").check();
            page.locator("#network-yes").click();
            assertThat(page.getByTestId("wifi")).containsText("In your WiFi guests");
        }
    }
}
