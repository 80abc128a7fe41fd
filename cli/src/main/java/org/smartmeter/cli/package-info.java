/// The smartmeter command: every capability on files, and demo.
@org.jspecify.annotations.NullMarked
package org.smartmeter.cli;
