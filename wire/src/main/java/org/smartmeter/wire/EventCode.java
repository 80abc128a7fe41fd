package org.smartmeter.wire;

import java.util.Optional;

/// What happened, by number, in groups of twenty: 1–19 power, 20–39 clock, 40–59 schedule, 60–79
/// journal, 80–99 orders, 100–119 software, 120–139 keys, 140–159 power quality, 160–179 limiter
/// and switch, 180–199 fraud, 200–219 registers, 220–239 display and notices, 240–259 the home's
/// network, 260–279 the source. The values that an event carries stand behind each. Numbers are
/// never given a second meaning; an unknown one is carried and stored.
public enum EventCode {
    /// The meter started: boot number, milliseconds it was off (−1 if unknown).
    POWER_UP(1),
    /// The meter saw its supply fail: no values.
    POWER_DOWN(2),

    /// The clock was set for the first time: time before (ms). The event bears the time after.
    CLOCK_SET(20),
    /// The clock was stepped: time before (ms), time after (ms), power now (W). The event bears the
    /// time after. Belongs to the fraud log too.
    CLOCK_STEP(21),

    /// A schedule came into force: sample period (s), push period (s).
    SCHEDULE_CHANGED(40),

    /// The sample period was stretched because the journal fills: scheduled period (s), period now
    /// (s), fill (‰).
    JOURNAL_THINNED(60),
    /// The scheduled sample period is in force again: period (s), fill (‰).
    JOURNAL_RELAXED(61),
    /// Records were not written because the journal held unacknowledged ones only: how many.
    JOURNAL_FULL(62),
    /// A new epoch began: epoch (s), the last one known (0 if none).
    EPOCH_DECLARED(63),
    /// The journal was recovered after an unclean end: bytes of the torn tail that were cut.
    JOURNAL_RECOVERED(64),
    /// A start found damage in the memory, or a state of which no sound copy is left, which
    /// no power cut explains: in how many places. Told at each start that finds it, once
    /// there is a journal.
    MEMORY_DAMAGED(65),

    /// An order was carried out: its counter, the number of its body's field.
    ORDER_DONE(80),
    /// An order was refused: its counter (0 if unreadable), the number of the reason
    /// ([OrderRefusedException.Reason]).
    ORDER_REFUSED(81),
    /// Messages from the utility's side were refused: the number of the last one's reason (1 seal,
    /// 3 malformed, 4 other epoch, 5 beyond the last record, 6 backwards, 8 stale time), how many
    /// since the last such event.
    MESSAGES_REFUSED(82),

    /// Another software runs: major, minor, patch of its version, power at its first window (W; 0
    /// if none came within a minute).
    SOFTWARE_CHANGED(100),
    /// A software image was fetched, checked and put into the spare slot, and starts next: counter
    /// of its order, major, minor, patch of its version.
    SOFTWARE_STAGED(101),
    /// It runs, on trial: counter of its order, major, minor, patch.
    SOFTWARE_ON_TRIAL(102),
    /// It proved itself and stays: counter of its order, major, minor, patch.
    SOFTWARE_COMMITTED(103),
    /// It did not prove itself, the one before runs again: counter of its order, major, minor,
    /// patch of the one given up.
    SOFTWARE_ROLLED_BACK(104),
    /// An image was not taken: counter of its order, number of the reason (1 cannot be fetched, 2
    /// not what was ordered, 3 signature, 4 size, 5 hash, 6 another kind of board, 7 older than
    /// what runs, 8 needs a newer one before it, 9 cannot be unpacked).
    SOFTWARE_REFUSED(105),

    /// The meter was enrolled: generation of the agreement.
    ENROLLED(120),

    /// The voltage dipped below 90 % of the declared one and recovered; the event bears its begin:
    /// duration (ms), residual voltage (mV), phases (bit 0 is L1).
    VOLTAGE_DIP(140),
    /// The voltage swelled above 110 %: duration (ms), highest voltage (mV), phases.
    VOLTAGE_SWELL(141),
    /// No phase had more than 5 %: duration (ms), residual voltage (mV), phases.
    SUPPLY_INTERRUPTION(142),
    /// A quality of the supply left its limits of EN 50160: number of the quality, value, limit
    /// (both in thousandths of its unit), phases (0 where none in particular). 1 voltage low, 2
    /// high (V over 10 min), 3 frequency low, 4 high (Hz over 10 s), 5 distortion of the voltage (%
    // over
    /// 10 min), 6 unbalance (% over 10 min), 7 flicker P_lt (over 2 h).
    QUALITY_LIMIT_EXCEEDED(143),
    /// It is within its limit again: number of the quality, worst value (thousandths), how long it
    /// was outside (ms).
    QUALITY_LIMIT_KEPT(144),
    /// So many events of the supply came that some were only counted: dips, swells, interruptions,
    /// others, lowest voltage (mV), highest (mV), both 0 where there was none.
    QUALITY_EVENTS_COUNTED(147),

    /// A calendar came into force: its id, the id of the one before (0 if none). After a power cut
    /// it may come twice.
    CALENDAR_IN_FORCE(200),
    /// A billing period ended: its number, 1 by the calendar or 2 by order.
    BILLING_PERIOD_ENDED(201),

    // Events 161…171 have one value more at their end: their own number, which rises by one.

    /// The supply was switched: number of the change, the transition (1 a … 8 h; COSEM class 70),
    /// control state (0 disconnected, 1 connected, 2 ready for reconnection), cause (1 utility, 2
    /// customer, 3 limiter, 4 the relay, which did not close), output state (0 open, 1 closed, 2
    /// unknown: by the relay's feedback and what is measured), power before (W). The same number
    /// twice is the same change.
    SUPPLY_SWITCHED(160),
    /// The relay does not do what it was told, or cannot be seen to: wanted (1 closed, 0 open),
    /// power now (W), feedback (0 open, 1 closed, 2 cannot be read).
    RELAY_DISAGREES(161),
    /// The relay does what it was told again: wanted (1 closed, 0 open), operations in its life,
    /// feedback.
    RELAY_FOLLOWS(162),
    /// A cut was ordered for later: the order's counter, when (ms).
    CUT_PLANNED(163),
    /// A cut that was still to come was called off: its order's counter.
    CUT_CALLED_OFF(164),
    /// A cut is due and held, since the utility is silent: the order's counter, seconds since it
    /// was heard (−1: not since the start).
    CUT_HELD(165),
    /// A reconnection waits for its random time: the order's counter, when (ms).
    RECONNECTION_PLANNED(166),
    /// The customer switched "stay off": 1 on, 0 off.
    STAY_OFF(167),
    /// The limiter was set: monitored value (1 W, 2 mA of L1, 3 mA of any phase, 4 VA), normal
    /// threshold, emergency threshold (−1: none), minimum over and under duration (s).
    LIMITER_SET(168),
    /// An emergency profile began: its id, threshold, seconds left.
    EMERGENCY_BEGAN(169),
    /// An emergency profile ended or was given up: its id, how (1 ran out, 2 by order, 3 replaced).
    EMERGENCY_ENDED(170),
    /// The limiter opens: monitored value (number as above), its value, threshold, tries left.
    LIMIT_EXCEEDED(171),

    /// Fraud begins or ends; the event bears the time at which it did and is followed by power then
    /// (W), what was measured (mA, mV, mT or 0), phase (1…3, 0 if of none), whether it happened
    /// while the meter was off (1), number of the event. The same number twice is the same event.
    TERMINAL_COVER_OPENED(180),
    TERMINAL_COVER_CLOSED(181),
    MAIN_COVER_OPENED(182),
    MAIN_COVER_CLOSED(183),
    MAGNET_BEGAN(184),
    MAGNET_ENDED(185),
    NEUTRAL_MISSING_BEGAN(186),
    NEUTRAL_MISSING_ENDED(187),
    CURRENT_DIFFERENCE_BEGAN(188),
    CURRENT_DIFFERENCE_ENDED(189),
    REVERSED_CURRENT_BEGAN(190),
    REVERSED_CURRENT_ENDED(191),
    POTENTIAL_MISSING_BEGAN(192),
    POTENTIAL_MISSING_ENDED(193),
    PHASE_SEQUENCE_REVERSED_BEGAN(194),
    PHASE_SEQUENCE_REVERSED_ENDED(195),
    /// Energy flows although the supply is open.
    ENERGY_WHILE_OPEN_BEGAN(196),
    ENERGY_WHILE_OPEN_ENDED(197),
    /// Another configuration or calibration is in force: fingerprint before, now, number of the
    /// event, power at the first window with it (W; 0 if none came within a minute).
    CONFIGURATION_CHANGED(198),
    /// So many fraud events were not written one by one: the code of the last, how
    /// many, number of the event.
    FRAUD_REPEATED(199),

    /// A notice for the display came: its number, its kind (1 message, 2 bill, 3 offer, 4 warning).
    NOTICE_RECEIVED(220),
    /// A notice stood on a display that somebody had opened, for the first time: its number.
    NOTICE_SHOWN(221),
    /// The person at the display confirmed a notice: its number, the answer (1 seen, 2 accepted, 3
    /// declined).
    NOTICE_ACKNOWLEDGED(222),
    /// A notice was withdrawn: its number.
    NOTICE_WITHDRAWN(223),
    /// A notice's time was over: its number, whether it had been confirmed (1) or not (0).
    NOTICE_EXPIRED(224),
    /// The person at the display asks to be called: no values.
    CALL_REQUESTED(225),
    /// Somebody tried too many wrong PINs at the display: how many since the last such event.
    PIN_REFUSED(226),
    /// A notice was not taken, for the first time since the start: its number, the number of the
    /// reason ([OrderRefusedException.Reason]; 9: the display is full of what nobody has seen).
    NOTICE_REFUSED(227),

    /// Nothing readable comes from the meter's source any more: why (1 it cannot be opened, 2 the
    /// line is gone, 3 it is silent, 4 what comes is unreadable).
    SOURCE_LOST(260),
    /// The source is read again: seconds it was not.
    SOURCE_BACK(261),
    /// Another foreign meter is on the line and its counts begin anew: digits of the number before,
    /// of the number now.
    SOURCE_CHANGED(262),
    /// A foreign meter's count fell or leapt and was refused: 0 imported or 1 exported energy, the
    /// least it should show (mWh), what it shows (mWh).
    SOURCE_COUNT_REFUSED(263),

    /// The home's wireless network was joined: signal (dBm).
    WIFI_JOINED(240),
    /// Something is wrong with it: number of what (2 not in reach, 3 password refused, 4 not let
    // in,
    /// 5 no address, 6 somebody must sign in first, 7 no internet, 8 weak signal), signal (dBm, 0
    // if
    /// none).
    WIFI_TROUBLE(241),
    /// Nothing is wrong with it any longer: signal (dBm).
    WIFI_TROUBLE_OVER(242),
    /// A network that was given at the meter came up and is kept: no values.
    WIFI_CHANGED(243),
    /// A network that was given at the meter did not come up, the one before is back: number of
    // what
    /// was wrong, as above.
    WIFI_CHANGE_FAILED(244),
    /// The meter opened its own network, for somebody to set it up: no values.
    WIFI_SETUP_OPENED(245),
    /// The meter closed its own network: no values.
    WIFI_SETUP_CLOSED(246);

    private final int number;

    EventCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static Optional<EventCode> ofNumber(int number) {
        for (EventCode code : values()) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
