/// The meter as a program of its own on a small Linux board: `MeterMain` reads the configuration
/// with `MeterProgram`, which puts front end, device, parts and line together. A room of its own,
/// so that `device` stays free of the operating system: here lives what a board needs beside it.
/// What a feature of the meter brings is added in `MeterProgram`, in one place.
@org.jspecify.annotations.NullMarked
package org.smartmeter.board;
