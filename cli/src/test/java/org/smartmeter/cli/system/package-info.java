/// Tests of the whole system: real processes, database, broker, line and browser.
@org.jspecify.annotations.NullMarked
package org.smartmeter.cli.system;
