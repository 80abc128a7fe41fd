package org.smartmeter.device.button;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.smartmeter.device.Part;
import org.smartmeter.device.Surroundings;
import org.smartmeter.device.notices.Answer;
import org.smartmeter.device.notices.KeptNotice;
import org.smartmeter.device.notices.Notices;
import org.smartmeter.device.supply.SupplyButtons;

/// The meter's own button as a part of it. A press closes the supply where that waits for somebody
/// at home (manual reconnect, COSEM class 70); else it confirms the notice that waits first, if a
/// display has shown it: nobody confirms what could not be read; else it tries again to close a
/// supply that is on and not seen so, perhaps for years by a dead feedback. It never opens the
/// supply and never answers an offer. Who can reach the meter needs no PIN.
public final class ButtonPart implements Part {

    private static final Duration LOOKED_CLOSELY_EVERY = Duration.ofMillis(10);

    private final PushButton button;
    private final Optional<SupplyButtons> supply;
    private final Notices notices;
    private final Debounce debounce = new Debounce();

    /// @param supply what switches this meter's supply, if it has a switch
    /// @param notices of the same meter, a part that stands before this one
    public ButtonPart(PushButton button, Optional<SupplyButtons> supply, Notices notices) {
        this.button = button;
        this.supply = supply;
        this.notices = notices;
    }

    @Override
    public void begin(Surroundings meter, Instant board) {
        button.wakeBy(meter::wake);
        debounce.see(button.isDown(), board);
    }

    @Override
    public void run(Instant board) {
        if (debounce.see(button.isDown(), board)) {
            pressed(board);
        }
    }

    private void pressed(Instant board) {
        Optional<SupplyButtons> connecting = supply.filter(it -> it.status().canConnect());
        boolean isOn = supply.filter(it -> it.status().mayFlow()).isPresent();
        Optional<KeptNotice> unconfirmed =
                notices.visible(board).stream()
                        .filter(KeptNotice::waits)
                        .filter(it -> it.shown() && it.notice().isAnsweredBy(Answer.SEEN))
                        .findFirst();
        if (connecting.isPresent() && (!isOn || unconfirmed.isEmpty())) {
            connecting.get().pressConnect();
        } else {
            unconfirmed.ifPresent(it -> notices.answer(it.notice().number(), Answer.SEEN, board));
        }
    }

    @Override
    public Optional<Instant> next(Instant board) {
        Optional<Duration> every =
                debounce.isDeciding() ? Optional.of(LOOKED_CLOSELY_EVERY) : button.lookedAtEvery();
        return every.map(board::plus);
    }
}
