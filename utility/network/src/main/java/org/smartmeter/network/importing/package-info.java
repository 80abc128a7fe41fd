/// The network and its customers from a table that the utility keeps elsewhere. Rows come in as
/// text; what they say, at which instant, is compared with what is on record, and what differs
/// goes out as links ended and begun, in one transaction or not at all. A row that cannot be, or
/// that contradicts the record or another row, comes back with its line and the reason. The plan is
/// pure: it sees rows and record and touches neither.
@org.jspecify.annotations.NullMarked
package org.smartmeter.network.importing;
