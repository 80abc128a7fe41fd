package org.smartmeter.board.wifi;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.board.wifi.WifiReport.Reach;

/// Asks how far the home's network leads, for so long and no longer: whoever stands in between may
/// send its answer byte by byte.
///
/// @param patience for the whole of it, from the name's address to the answer
record InternetProbe(Question question, Duration patience) {

    private static final Logger LOG = LoggerFactory.getLogger(InternetProbe.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// What is asked.
    @FunctionalInterface
    interface Question {
        /// Ends when its thread is interrupted.
        ///
        /// @throws java.io.IOException if no answer came
        Reach ask() throws Exception;
    }

    static InternetProbe of(Question question) {
        return new InternetProbe(question, PATIENCE);
    }

    Reach ask() {
        FutureTask<Reach> asking = new FutureTask<>(question::ask);
        Thread.ofVirtual().name("probe").start(asking);
        try {
            return asking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("no answer from the internet", e);
            return Reach.NOTHING;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Reach.UNKNOWN;
        } finally {
            asking.cancel(true);
        }
    }
}
