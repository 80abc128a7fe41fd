/// What the JDK does not offer of Linux: datagram sockets with a path, the ioctls of watchdog and
/// flash, called by the foreign function interface. Numbers and layouts are those of Linux on 64
/// bits; the program must be started with `--enable-native-access`.
@org.jspecify.annotations.NullMarked
package org.smartmeter.board.linux;
