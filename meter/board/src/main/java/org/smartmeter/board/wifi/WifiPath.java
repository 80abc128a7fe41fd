package org.smartmeter.board.wifi;

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
            try {
                wifi.give(new Credentials(form.required("name"), form.get("password").orElse("")));
            } catch (IllegalArgumentException _) {
                throw new RefusedException(Refused.UNREADABLE);
            }
        }
        WifiPart.Snapshot now = wifi.snapshot();
        return Json.object(
                json -> {
                    json.put("setup", now.isSetup());
                    json.put("name", now.name().orElse(""));
                    json.put("joined", now.report().state() == WifiReport.State.JOINED);
                    json.put("signal", now.report().signal());
                    json.put("trouble", now.trouble().words());
                    json.strings("seen", now.seen());
                });
    }
}
