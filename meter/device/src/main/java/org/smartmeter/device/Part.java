package org.smartmeter.device;

import java.time.Instant;
import java.util.Optional;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Order;

/// A feature of the meter beside its registers, rows and link: the limiter, the tamper watch, the
/// display. A part is a state machine like the [Device] that has it, entered by the same thread; it
/// keeps what it must not forget in a state file of its own and tells what happens as events. It
/// reaches the world through ports that it was made with.
///
/// All instants are board time; [Surroundings#time] tells the meter's.
public interface Part {

    /// Called once, before everything else: finds its state again. The registers are there, the
    /// journal only if the meter knows its epoch.
    void begin(Surroundings meter, Instant board);

    /// A window was counted into the registers; its rows are not written yet.
    ///
    /// @param end when the window ended
    default void measured(Measurement window, Instant end) {}

    /// Something was found about the quality of the supply, in board time.
    default void quality(QualityResult result) {}

    /// Whether this part carries out orders of a kind. No two parts take the same.
    default boolean takes(Order.BodyCase kind) {
        return false;
    }

    /// Carries out an order that was verified and is kept. After a power cut the same order comes
    /// again although it may have been carried out: then carrying it out again must change nothing.
    /// What it changed is durable on return; the device then reports it done.
    ///
    /// @throws OrderRefusedException if it cannot be; nothing was changed
    default void order(Order order, Instant board) throws OrderRefusedException {
        throw new IllegalStateException("took an order of a kind it does not know");
    }

    /// Whether an order that a power cut interrupted is to be gone on with although its window is
    /// over by then, or the clock cannot tell yet. Yes where that only catches up, or where it was
    /// carried out and only its report is missing; no where it would come as a surprise: then it
    /// waits for the clock.
    default boolean goesOnLate(Order order) {
        return true;
    }

    /// Adds what the utility should know without reading the journal; [Surroundings#helloAgain] has
    /// it said again.
    default void hello(Hello.Builder hello, Instant board) {}

    /// Does everything that is due.
    default void run(Instant board) {}

    /// When to call [#run] next, if nothing else happens before.
    default Optional<Instant> next(Instant board) {
        return Optional.empty();
    }

    /// The meter ends in order.
    default void end(Instant board) {}
}
