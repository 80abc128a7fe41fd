/// The meter's switch and its watch over itself, as the configuration has them: settings and open
/// devices come in, parts of the meter and buttons for its display go out.
@org.jspecify.annotations.NullMarked
package org.smartmeter.board.guard;
