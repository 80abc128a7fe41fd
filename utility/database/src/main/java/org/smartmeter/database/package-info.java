/// The utility's PostgreSQL, embedded or by URL, and the migrations of each room's schema. The
/// programs come from zonky's binaries; starting them is our own, because a library made for tests
/// starts them with `fsync` off, without a password, with its socket in `/tmp` and in the process
/// group of our terminal. Nothing of ours is imported here.
@org.jspecify.annotations.NullMarked
package org.smartmeter.database;
