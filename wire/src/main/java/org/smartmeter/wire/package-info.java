/// The line between meter and utility: what both ends must agree on to the last byte.
///
/// Topics and the ports of the line ([org.smartmeter.wire.Topic], [org.smartmeter.wire.Line]), the
/// records of a journal in their canonical form ([org.smartmeter.wire.RecordsCodec]) and as they
/// travel ([org.smartmeter.wire.RecordBatch]), seals ([org.smartmeter.wire.Sealer],
/// [org.smartmeter.wire.Opener], [org.smartmeter.wire.ReplayWindow]) and signed orders
/// ([org.smartmeter.wire.Orders]). The messages are generated from `line.proto` into
/// `org.smartmeter.wire.v1`. No thread, socket, file or clock in here; `wire/README.md` says the
/// same without Java, and `wire/vectors` holds both to it.
@org.jspecify.annotations.NullMarked
package org.smartmeter.wire;
