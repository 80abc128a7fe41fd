package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.display.http.DisplaySettings;
import org.smartmeter.device.screens.ScreenSettings;
import org.smartmeter.device.screens.Screens;

/// Where the local page is, and what a meter does that cannot have its address.
class PageAddressTest {

    private static ScreenSettings settings(String lines) {
        Configuration configuration =
                Configuration.of(
                        Path.of("/etc/smartmeter/meter.conf"), Arrays.asList(lines.split(";", -1)));
        return ScreenSettings.of(configuration);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "'', -",
                "display.address = 192.168.1.20, 192.168.1.20:8080",
                "display.address = 192.168.1.20;display.port = 80, 192.168.1.20:80",
                "display.address = 0.0.0.0, 0.0.0.0:8080",
                "display.address = ::1, 0:0:0:0:0:0:0:1:8080",
                "wifi = /run/wlan0, 0.0.0.0:8080",
                "wifi = /run/wlan0;display.port = 80, 0.0.0.0:80",
                "wifi = /run/wlan0;display.address = 192.168.76.1, 192.168.76.1:8080",
            })
    void whereThePageIs(String lines, String address) {
        Optional<String> found =
                settings(lines)
                        .page()
                        .map(DisplaySettings::address)
                        .map(it -> it.getAddress().getHostAddress() + ":" + it.getPort());

        assertThat(found).isEqualTo(Optional.ofNullable(address));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "display.address = 192.168.1.20:80, meter.conf:1: '192.168.1.20:80' is no address",
        "display.address = 192.168.1.300, meter.conf:1: '192.168.1.300' is no address",
        "display.address = meter.home, meter.conf:1: 'meter.home' is no address",
        "display.address =, meter.conf:1: '' is no address",
        "display.port = 80, meter.conf:1: display.port without display.address",
    })
    void whatIsNoAddressIsRefusedAtOnce(String lines, String reason) {
        assertThatThrownBy(() -> settings(lines))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aMeterWhosePageHasNoAddressMeasuresAndTriesAgainEachMinute() throws Exception {
        Bench bench = new Bench("2026-05-01T08:00:00Z");
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), other.getLocalPort());
        DisplaySettings taken = new DisplaySettings(address, Set.of(), Optional.empty());
        try (bench;
                other;
                Screens screens = open(taken)) {
            bench.parts = screens::parts;
            bench.window = Duration.ofSeconds(1);
            bench.start();
            bench.pass(Duration.ofMinutes(2));
            assertThat(screens.page()).isEmpty();
            assertThat(screens.now()).contains("\"watts\":1000");

            other.close();
            bench.pass(Duration.ofSeconds(59));
            assertThat(screens.page()).isEmpty();
            bench.pass(Duration.ofSeconds(1));
            var page =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(screens.page().orElseThrow()).build(),
                                    BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
        }
    }

    private static Screens open(DisplaySettings page) {
        return Screens.open(
                new ScreenSettings(ZoneOffset.UTC, Optional.of(page), Optional.empty()),
                Bench.METER,
                "smart-meter 0.1.0",
                BoardClock.system(),
                Optional.empty(),
                List.of());
    }
}
