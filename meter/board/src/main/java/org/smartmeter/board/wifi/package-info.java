/// The home's network: `HomeNetwork` is the state machine that joins it, tries another one and
/// falls back, sees what is wrong, and opens a network of the meter's own where a person gives name
/// and password. It reaches the radio through the port `Wifi`; `WpaSupplicant` is the real one, on
/// a thread of its own (`WifiWatch`). Passwords go in and never come out: not to the log, not to
// the
/// page, not to the utility.
@org.jspecify.annotations.NullMarked
package org.smartmeter.board.wifi;
