package org.smartmeter.device.display;

import org.smartmeter.device.notices.Answer;

/// What somebody at a screen of the meter wants.
public sealed interface Press {

    /// Answers a notice.
    record AnswerNotice(long number, Answer answer) implements Press {}

    /// Asks the utility to call.
    record CallMe() implements Press {}

    /// Too many wrong PINs were tried at a screen.
    record WrongPins(int tries) implements Press {}

    /// What came of it.
    enum Outcome {
        DONE,
        /// There is no such notice any more.
        NO_SUCH_NOTICE,
        /// It was answered before; that answer stands.
        ANSWERED_BEFORE,
        /// An offer is accepted or declined, everything else is seen.
        WRONG_ANSWER,
        /// A call was asked for a moment ago.
        ASKED_ALREADY,
        /// More is waiting than a person presses.
        BUSY
    }
}
