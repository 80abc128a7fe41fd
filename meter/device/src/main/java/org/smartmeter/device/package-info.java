/// The meter itself: registers, schedule, clock, link. A state machine driven from outside through
/// ports.
@org.jspecify.annotations.NullMarked
package org.smartmeter.device;
