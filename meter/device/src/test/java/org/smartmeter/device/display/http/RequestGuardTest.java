package org.smartmeter.device.display.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.display.http.RequestGuard.Asked;

/// Who is answered: headers of a request → the refusal, if there is one.
class RequestGuardTest {

    private final RequestGuard guard = new RequestGuard(Set.of("meter.home"));

    @ParameterizedTest(name = "{0} Host {1}, Origin {2}, Sec-Fetch-Site {3}, ours {4} → {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, 192.168.1.20:8080, -, -, -, -",
                "GET, 192.168.1.20:8080, -, none, -, -",
                "GET, [fe80::1]:8080, -, same-origin, -, -",
                "GET, localhost:8080, -, same-origin, -, -",
                "GET, meter.home, -, same-origin, -, -",
                "GET, METER.HOME:8080, -, same-origin, -, -",
                "GET, -, -, -, -, FOREIGN_NAME",
                "GET, evil.example, -, same-origin, -, FOREIGN_NAME",
                "GET, meter.home.evil.example, -, same-origin, -, FOREIGN_NAME",
                "GET, 192.168.1.20.evil.example:8080, -, same-origin, -, FOREIGN_NAME",
                "GET, 192.168.1.20:8080, -, cross-site, -, FOREIGN_PAGE",
                "GET, 192.168.1.20:8080, -, same-site, -, FOREIGN_PAGE",
                "GET, 192.168.1.20:8080, http://evil.example, -, -, FOREIGN_PAGE",
                "POST, 192.168.1.20:8080, http://192.168.1.20:8080, same-origin, page, -",
                "POST, 192.168.1.20:8080, -, -, script, -",
                "POST, 192.168.1.20:8080, http://192.168.1.20:8080, same-origin, -, FOREIGN_PAGE",
                "POST, 192.168.1.20:8080, http://192.168.1.20:9090, same-site, page, FOREIGN_PAGE",
                "POST, 192.168.1.20:8080, null, cross-site, page, FOREIGN_PAGE",
                "POST, meter.home, https://meter.home, same-origin, page, -",
                "POST, meter.home:443, https://meter.home, same-origin, page, -",
                "POST, meter.home, http://meter.home:80, same-origin, page, -",
                "POST, Meter.Home:8443, https://meter.home:8443, same-origin, page, -",
                "POST, [fe80::1]:8443, https://[fe80::1]:8443, same-origin, page, -",
                "POST, meter.home:80, https://meter.home, -, page, FOREIGN_PAGE",
                "POST, meter.home, https://meter.home:8443, -, page, FOREIGN_PAGE",
                "POST, meter.home, https://evil.example, -, page, FOREIGN_PAGE",
                "POST, meter.home, https://meter.home.evil.example, -, page, FOREIGN_PAGE",
                "POST, meter.home, https://evil.example/meter.home, -, page, FOREIGN_PAGE",
                "POST, meter.home, ftp://meter.home, -, page, FOREIGN_PAGE",
                "DELETE, 192.168.1.20:8080, -, -, -, FOREIGN_PAGE",
            })
    void answersItsOwnPageAndNobodyElses(
            String method, String host, String origin, String site, String ours, Refused refused) {
        Asked asked =
                new Asked(
                        method,
                        Optional.ofNullable(host),
                        Optional.ofNullable(origin),
                        Optional.ofNullable(site),
                        Optional.ofNullable(ours));
        assertThat(guard.refuse(asked)).isEqualTo(Optional.ofNullable(refused));
    }
}
