package org.smartmeter.device.display.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Who may ask: a page of the meter itself, and nobody else's. A browser that was sent here by a
/// foreign page tells so in its headers; a name that a stranger's name server points at the meter
/// (DNS rebinding) is none of the meter's.
final class RequestGuard {

    /// A page of ours sends it with every change. A foreign page cannot without asking first, and
    /// the meter grants nobody that.
    static final String OURS = "X-Smart-Meter";

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+(%25[0-9a-z]+)?]");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private static final Map<String, String> USUAL_PORTS =
            Map.of("http://", ":80", "https://", ":443");

    private final Set<String> names;

    /// @param names under which the page may be called beside addresses and `localhost`, small
    RequestGuard(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /// What of a request decides.
    ///
    /// @param host the header, without which nobody is answered
    /// @param origin the header, if there is one
    /// @param site the browser's Sec-Fetch-Site, if there is one
    /// @param ours the header [#OURS], if there is one
    record Asked(
            String method,
            Optional<String> host,
            Optional<String> origin,
            Optional<String> site,
            Optional<String> ours) {}

    /// Why a request is refused, if it is.
    Optional<Refused> refuse(Asked asked) {
        if (asked.host().filter(this::isOurs).isEmpty()) {
            return Optional.of(Refused.FOREIGN_NAME);
        }
        if (asked.origin().filter(origin -> !isSame(origin, asked.host().get())).isPresent()
                || asked.site().filter(RequestGuard::isElsewhere).isPresent()) {
            return Optional.of(Refused.FOREIGN_PAGE);
        }
        boolean changes = !asked.method().equals("GET") && !asked.method().equals("HEAD");
        if (changes && asked.ours().isEmpty()) {
            return Optional.of(Refused.FOREIGN_PAGE);
        }
        return Optional.empty();
    }

    private boolean isOurs(String host) {
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        return IPV4.matcher(name).matches()
                || IPV6.matcher(name).matches()
                || name.equals("localhost")
                || names.contains(name);
    }

    /// By host and port: behind a proxy that speaks TLS the page's scheme is the proxy's, and
    // either
    /// side may leave a scheme's usual port out.
    private static boolean isSame(String origin, String host) {
        String page = origin.toLowerCase(Locale.ROOT);
        for (var scheme : USUAL_PORTS.entrySet()) {
            if (page.startsWith(scheme.getKey())) {
                String asked = page.substring(scheme.getKey().length());
                return without(scheme.getValue(), asked)
                        .equals(without(scheme.getValue(), host.toLowerCase(Locale.ROOT)));
            }
        }
        return false;
    }

    private static String without(String port, String host) {
        return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
    }

    /// Typed in or from a bookmark is `none`.
    private static boolean isElsewhere(String site) {
        return !site.equals("same-origin") && !site.equals("none");
    }
}
