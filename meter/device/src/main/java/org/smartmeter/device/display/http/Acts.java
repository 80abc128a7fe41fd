package org.smartmeter.device.display.http;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.smartmeter.device.display.HomeDisplay;
import org.smartmeter.device.display.Json;
import org.smartmeter.device.display.Press;
import org.smartmeter.device.display.Press.Outcome;
import org.smartmeter.device.notices.Answer;
import org.smartmeter.device.supply.SupplyButtons;
import org.smartmeter.device.supply.SupplyStatus;

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
            case "answer", "call", "connect", "no-longer-keep-off" -> PinRule.IF_SET;
            // Nobody on the home's network shall take the supply from those who live there.
            case "disconnect", "keep-off" -> PinRule.ALWAYS;
            default -> throw new RefusedException(Refused.UNREADABLE);
        };
    }

    String carryOut(Form form) throws RefusedException {
        switch (form.required("act")) {
            case "answer" -> done(new Press.AnswerNotice(number(form), answer(form)));
            case "call" -> done(new Press.CallMe());
            case "connect" -> supply(it -> it.canConnect(), SupplyButtons::pressConnect);
            case "disconnect" -> supply(it -> it.canDisconnect(), SupplyButtons::pressDisconnect);
            case "keep-off" -> supply(it -> !it.outputClosed(), it -> it.stayOff(true));
            case "no-longer-keep-off" -> supply(it -> it.stayOff(), it -> it.stayOff(false));
            default -> throw new RefusedException(Refused.UNREADABLE);
        }
        return Json.object(json -> json.put("done", true));
    }

    private void supply(Predicate<SupplyStatus> possible, Consumer<SupplyButtons> press)
            throws RefusedException {
        SupplyButtons buttons =
                display.supply()
                        .filter(it -> possible.test(it.status()))
                        .orElseThrow(() -> new RefusedException(Refused.NOT_POSSIBLE));
        press.accept(buttons);
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
