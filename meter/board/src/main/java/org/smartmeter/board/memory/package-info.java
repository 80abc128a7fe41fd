/// Where the meter of a board keeps what must survive: a directory, or raw flash behind
/// `/dev/mtdN` or in an image file. A setting comes in, the device's memory goes out.
@org.jspecify.annotations.NullMarked
package org.smartmeter.board.memory;
