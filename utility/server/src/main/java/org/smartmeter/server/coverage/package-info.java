/// Coverage as a figure: of each local day how many meters are whole in the store, at the deadline
/// of the morning after (06:00) and since. What is missing is asked for by the head-end; here it is
/// only counted and named.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.coverage;
