package org.smartmeter.wire;

/// Port: opens the meter's end of the line.
public interface LineConnector {

    /// Starts to connect and never blocks: the listener hears [LineListener#up()] when the line is
    /// connected, or [LineListener#down(String)] when that failed or ended. A line that went down
    /// stays down; connect anew.
    Line connect(LineListener listener);
}
