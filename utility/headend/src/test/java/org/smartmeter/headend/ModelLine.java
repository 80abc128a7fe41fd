package org.smartmeter.headend;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.smartmeter.terms.MeterId;

/// A line that keeps what is sent.
final class ModelLine implements UtilityLine {

    private final List<byte[]> sent = new ArrayList<>();

    @Override
    public void open(Listener listener) {}

    @Override
    public synchronized CompletionStage<Void> send(MeterId meter, byte[] frame) {
        sent.add(frame);
        return CompletableFuture.completedFuture(null);
    }

    /// What was sent since the last call.
    synchronized List<byte[]> taken() {
        List<byte[]> result = List.copyOf(sent);
        sent.clear();
        return result;
    }

    @Override
    public Set<MeterId> connected() {
        return Set.of();
    }

    @Override
    public boolean tellsConnections() {
        return false;
    }

    @Override
    public void close() {}
}
