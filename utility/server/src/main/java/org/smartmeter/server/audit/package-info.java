/// The record of who signed in, who looked at whose data and why, and who changed what: it only
/// grows and each entry vouches for all before it.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.audit;
