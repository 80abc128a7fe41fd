package org.smartmeter.server.approval;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.smartmeter.commands.BatchRequest;
import org.smartmeter.commands.ListHash;
import org.smartmeter.commands.ValidityWindow;
import org.smartmeter.wire.v1.Order;

/// A batch that a person approved, for a quick look at whether an order is on it.
///
/// @param proof of the approval
/// @param credential id of the passkey that spoke
record ApprovedList(
        ListHash hash,
        ByteString proof,
        String credential,
        ValidityWindow window,
        Set<Line> lines) {

    /// An order with nothing set but its body, for a meter.
    record Line(String meter, Order body) {}

    static ApprovedList of(BatchRequest batch, ListHash hash, ByteString proof, String credential) {
        Set<Line> lines = new HashSet<>();
        batch.commands()
                .forEach(
                        wanted ->
                                lines.add(new Line(wanted.meter().value(), wanted.body().order())));
        return new ApprovedList(hash, proof, credential, batch.window(), lines);
    }

    boolean covers(Order order) {
        Order body =
                order.toBuilder()
                        .clearMeter()
                        .clearId()
                        .clearCounter()
                        .clearNotBefore()
                        .clearNotAfter()
                        .build();
        Instant earliest = Instant.ofEpochMilli(order.getNotBefore());
        return lines.contains(new Line(order.getMeter(), body))
                && !earliest.isBefore(OrderWindow.earliest(window))
                && order.getNotAfter() < window.until().toEpochMilli();
    }
}
