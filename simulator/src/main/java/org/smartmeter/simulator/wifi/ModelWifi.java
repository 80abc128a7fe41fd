package org.smartmeter.simulator.wifi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.smartmeter.board.wifi.Credentials;
import org.smartmeter.board.wifi.SeenNetwork;
import org.smartmeter.board.wifi.Wifi;
import org.smartmeter.board.wifi.WifiReport;
import org.smartmeter.board.wifi.WifiReport.Reach;
import org.smartmeter.board.wifi.WifiReport.State;

/// A home with routers whose lives can be made hard: switched off, given another password, without
/// addresses, without internet, behind a portal, far away. Any thread may use it.
public final class ModelWifi implements Wifi {

    private static final int NEAR_DBM = -55;

    private final Map<String, String> routers = new TreeMap<>();
    private Optional<Credentials> joining = Optional.empty();
    private Optional<Credentials> opened = Optional.empty();
    private boolean addresses = true;
    private Reach reach = Reach.INTERNET;
    private int signal = NEAR_DBM;
    private int scans;

    /// A router of this name is on, or has another password from now on.
    public synchronized void router(String name, String password) {
        routers.put(name, password);
    }

    public synchronized void routerOff(String name) {
        routers.remove(name);
    }

    /// Whether routers give addresses.
    public synchronized void addresses(boolean given) {
        addresses = given;
    }

    /// How far requests come through the router.
    public synchronized void reach(Reach now) {
        reach = now;
    }

    /// @param dBm as received
    public synchronized void signal(int dBm) {
        signal = dBm;
    }

    /// The meter's own network, if it is open.
    public synchronized Optional<Credentials> opened() {
        return opened;
    }

    @Override
    public synchronized void join(Credentials network) {
        joining = Optional.of(network);
        opened = Optional.empty();
    }

    @Override
    public synchronized void open(Credentials network) {
        opened = Optional.of(network);
        joining = Optional.empty();
    }

    @Override
    public synchronized void scan() {
        scans++;
    }

    /// How often it was to look around.
    public synchronized int scans() {
        return scans;
    }

    @Override
    public synchronized WifiReport report() {
        List<SeenNetwork> seen = new ArrayList<>();
        routers.forEach(
                (name, password) -> seen.add(new SeenNetwork(name, signal, password.isEmpty())));
        if (opened.isPresent()) {
            return new WifiReport(State.OPEN, 0, false, Reach.UNKNOWN, seen);
        }
        State state = joining.map(this::state).orElse(State.SEARCHING);
        boolean joined = state == State.JOINED;
        return new WifiReport(
                state,
                joined ? signal : 0,
                joined && addresses,
                joined && addresses ? reach : Reach.UNKNOWN,
                seen);
    }

    private State state(Credentials network) {
        String password = routers.get(network.name());
        if (password == null) {
            return State.NOT_FOUND;
        }
        return password.equals(network.password()) ? State.JOINED : State.PASSWORD_REFUSED;
    }
}
