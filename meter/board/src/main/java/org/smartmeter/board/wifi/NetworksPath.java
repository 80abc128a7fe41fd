package org.smartmeter.board.wifi;

import java.util.Set;
import org.smartmeter.device.display.Json;
import org.smartmeter.device.display.http.Form;
import org.smartmeter.device.display.http.LocalPath;
import org.smartmeter.device.display.http.PinRule;

/// `/api/wifi/networks` of the local page: which networks are in reach, for somebody who chooses
/// one. Only asking here makes the radio look around, which takes it off its network for a moment.
public final class NetworksPath implements LocalPath {

    private final WifiPart wifi;

    public NetworksPath(WifiPart wifi) {
        this.wifi = wifi;
    }

    @Override
    public String path() {
        return "/api/wifi/networks";
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public PinRule pin() {
        return PinRule.IF_SET;
    }

    @Override
    public String answer(String method, Form form) {
        wifi.looked();
        return Json.object(
                json ->
                        json.array(
                                "networks",
                                wifi.standing().report().seen(),
                                (network, it) ->
                                        network.put("name", it.name())
                                                .put("signal", it.signal())
                                                .put("open", it.open())));
    }
}
