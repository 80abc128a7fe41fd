/// The meter under a service manager and a hardware watchdog: ready is said when it is, and
/// both are fed only while the meter gets on (`Progress`), not because some thread still lives.
@org.jspecify.annotations.NullMarked
package org.smartmeter.board.service;
