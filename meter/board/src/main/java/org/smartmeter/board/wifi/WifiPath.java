package org.smartmeter.board.wifi;

import java.util.Locale;
import java.util.Set;
import org.smartmeter.device.display.Json;
import org.smartmeter.device.display.http.Form;
import org.smartmeter.device.display.http.LocalPath;
import org.smartmeter.device.display.http.PinRule;
import org.smartmeter.device.display.http.Refused;
import org.smartmeter.device.display.http.RefusedException;

/// `/api/wifi` of the local page: `GET` tells how the home's network stands, `POST` with `name` and
/// `password` gives another one. A password is never told.
public final class WifiPath implements LocalPath {

    private final WifiPart wifi;

    public WifiPath(WifiPart wifi) {
        this.wifi = wifi;
    }

    @Override
    public String path() {
        return "/api/wifi";
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "POST");
    }

    @Override
    public PinRule pin() {
        return PinRule.IF_SET;
    }

    @Override
    public String answer(String method, Form form) throws RefusedException {
        if (method.equals("POST")) {
            give(form);
        }
        WifiStanding now = wifi.standing();
        return Json.object(json -> write(json, now));
    }

    private void give(Form form) throws RefusedException {
        try {
            wifi.give(new Credentials(form.required("name"), form.get("password").orElse("")));
        } catch (IllegalArgumentException _) {
            throw new RefusedException(Refused.NO_SUCH_NETWORK);
        }
    }

    private static void write(Json json, WifiStanding now) {
        json.put("mode", small(now.mode()))
                .put("name", now.name().orElse(""))
                .put("joined", now.isJoined())
                .put("signal", now.report().signal())
                .put("trouble", small(now.shown()))
                .put("text", now.shown().words())
                .put(
                        "failed",
                        now.failed(),
                        (failed, it) ->
                                failed.put("name", it.name()).put("trouble", small(it.why())));
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
