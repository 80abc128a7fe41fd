/// What operators write for the display of one meter: kept, sent until the meter has it, and what
/// became of it as the meter's journal tells. An operator's words and reason come in, orders to the
/// line go out.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.notices;
