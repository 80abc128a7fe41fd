package org.smartmeter.simulator.board;

import org.smartmeter.device.tamper.TamperSensors;

/// The sensors of a meter's case, operated from outside; they call by themselves. What came and
/// went since the last look still shows once, as the port has it. For any thread.
public final class ModelSensors implements TamperSensors {

    private boolean terminalCoverOpen;
    private boolean mainCoverOpen;
    private double millitesla;
    private Sensed sinceRead = Sensed.QUIET;
    private Runnable wake = () -> {};

    /// Takes the cover off the terminals, or puts it back.
    public void terminalCover(boolean open) {
        change(() -> terminalCoverOpen = open);
    }

    /// Takes the cover off the meter's inside, or puts it back.
    public void mainCover(boolean open) {
        change(() -> mainCoverOpen = open);
    }

    /// Brings a magnet near, or takes it away.
    public void magnet(double field) {
        change(() -> millitesla = field);
    }

    private void change(Runnable how) {
        Runnable call;
        synchronized (this) {
            how.run();
            sinceRead = stronger(sinceRead, now());
            call = wake;
        }
        call.run();
    }

    private Sensed now() {
        return new Sensed(terminalCoverOpen, mainCoverOpen, millitesla);
    }

    private static Sensed stronger(Sensed a, Sensed b) {
        return new Sensed(
                a.terminalCoverOpen() || b.terminalCoverOpen(),
                a.mainCoverOpen() || b.mainCoverOpen(),
                Math.max(a.millitesla(), b.millitesla()));
    }

    @Override
    public synchronized Sensed read() {
        Sensed seen = stronger(sinceRead, now());
        sinceRead = now();
        return seen;
    }

    @Override
    public synchronized void wakeBy(Runnable call) {
        wake = call;
    }
}
