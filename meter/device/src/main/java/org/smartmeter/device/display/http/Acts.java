package org.smartmeter.device.display.http;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.smartmeter.device.display.HomeDisplay;
import org.smartmeter.device.display.Json;
import org.smartmeter.device.display.Press;
import org.smartmeter.device.display.Press.Outcome;
import org.smartmeter.device.notices.Answer;

/// What is pressed on the page, done on the meter.
final class Acts {

    private static final int PATIENCE_SECONDS = 5;

    private final HomeDisplay display;

    Acts(HomeDisplay display) {
        this.display = display;
    }

    /// Which PIN rule an act falls under.
    PinRule rule(Form form) throws RefusedException {
        return switch (form.required("act")) {
            case "answer", "call" -> PinRule.IF_SET;
            default -> throw new RefusedException(Refused.UNREADABLE);
        };
    }

    String carryOut(Form form) throws RefusedException {
        Press press =
                switch (form.required("act")) {
                    case "answer" -> new Press.AnswerNotice(number(form), answer(form));
                    case "call" -> new Press.CallMe();
                    default -> throw new RefusedException(Refused.UNREADABLE);
                };
        done(press);
        return Json.object(json -> json.put("done", true));
    }

    private void done(Press press) throws RefusedException {
        if (display.picture().isEmpty()) {
            throw new RefusedException(Refused.STARTING);
        }
        Outcome outcome;
        try {
            outcome = display.press(press).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Refused.BUSY);
        } catch (ExecutionException | TimeoutException e) {
            throw new RefusedException(Refused.BUSY);
        }
        switch (outcome) {
            case DONE -> {}
            case NO_SUCH_NOTICE -> throw new RefusedException(Refused.NO_SUCH_NOTICE);
            case ANSWERED_BEFORE -> throw new RefusedException(Refused.ANSWERED_BEFORE);
            case WRONG_ANSWER -> throw new RefusedException(Refused.WRONG_ANSWER);
            case ASKED_ALREADY -> throw new RefusedException(Refused.ASKED_ALREADY);
            case BUSY -> throw new RefusedException(Refused.BUSY);
        }
    }

    private static long number(Form form) throws RefusedException {
        try {
            return Long.parseLong(form.required("notice"));
        } catch (NumberFormatException e) {
            throw new RefusedException(Refused.UNREADABLE);
        }
    }

    private static Answer answer(Form form) throws RefusedException {
        return switch (form.required("answer")) {
            case "seen" -> Answer.SEEN;
            case "accepted" -> Answer.ACCEPTED;
            case "declined" -> Answer.DECLINED;
            default -> throw new RefusedException(Refused.UNREADABLE);
        };
    }
}
