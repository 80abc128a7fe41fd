/// The utility's PostgreSQL, embedded or by URL, and the migrations of each room's schema.
@org.jspecify.annotations.NullMarked
package org.smartmeter.database;
