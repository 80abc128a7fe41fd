/// The meter's watch over itself: covers, magnet and what the currents and voltages of its windows
/// give away. `WindowJudge` says of each window what speaks for a fraud and what against it,
/// `Belief` how long that must last, `FraudLog` tells begin and end as events of the fraud log,
/// each once, whatever the power does. `TamperPart` is the part of the meter that joins them;
/// covers and magnet come in through the port `TamperSensors`.
@org.jspecify.annotations.NullMarked
package org.smartmeter.device.tamper;
