/// The `smartmeter` command: every capability of the system on plain files, and `demo`. Commands
/// read their arguments, call the room that can do it and print the result; they decide nothing.
@org.jspecify.annotations.NullMarked
package org.smartmeter.cli;
