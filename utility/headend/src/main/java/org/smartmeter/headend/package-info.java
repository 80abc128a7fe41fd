/// Where the utility meets its meters: enrolment, uplink, downlink. Carries and checks, does not
/// decide.
///
/// Start at [org.smartmeter.headend.Headend]. Meters come in by `EnrolmentServer` (once) and by a
/// `UtilityLine`, which is the `EmbeddedBroker` or an `ExternalBroker`. Its heart is the
/// `Exchange`, which has neither thread nor database and knows the world by ports only: `Uplinks`
/// is the way of what meters send, `Downlink` of what they are told, `MeterLine` how matters stand
/// with one of them. What leaves this room goes through the ports `Intake` and `LiveSink`.
/// `README.md` tells the whole.
@org.jspecify.annotations.NullMarked
package org.smartmeter.headend;
