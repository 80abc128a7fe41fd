package org.smartmeter.device;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.v1.Order;

/// The order that a part is carrying out, kept from before it begins until it is reported done: a
/// power cut in between neither loses the order nor its report.
final class PendingOrder {

    /// The longest order that is taken.
    static final int MAXIMUM_BYTES = 12_000;

    private static final Logger LOG = LoggerFactory.getLogger(PendingOrder.class);
    private static final byte[] NONE = {};

    private final StateFile file;
    private Optional<Order> order;

    PendingOrder(StateFile file) {
        this.file = file;
        order = file.read().filter(bytes -> bytes.length > 0).flatMap(PendingOrder::parse);
    }

    private static Optional<Order> parse(byte[] bytes) {
        try {
            return Optional.of(Order.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            LOG.error("the order that was being carried out cannot be read", e);
            return Optional.empty();
        }
    }

    Optional<Order> get() {
        return order;
    }

    void keep(Order taken) {
        file.write(taken.toByteArray());
        order = Optional.of(taken);
    }

    void clear() {
        file.write(NONE);
        order = Optional.empty();
    }
}
