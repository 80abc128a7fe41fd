/// The meter itself. `Device` is its heart, a state machine on board time: `Sampling` counts
/// measured windows into `Registers` and reads them at each period, `Bookkeeping` writes through
/// `Logbook` into the journal, `MeterClock` keeps time, `OrderDesk` checks orders, `Link` speaks to
/// the utility. What a meter has beside that joins as a `Part`. No thread, socket, clock or random
/// number in there: measurements, time, line and jitter come in through ports. The edges stand
/// beside it: `DeviceRunner` with its threads, `MqttLineConnector`, `Enrolment` and `MeterKeys`.
@org.jspecify.annotations.NullMarked
package org.smartmeter.device;
