package org.smartmeter.server.operator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.audit.Action;
import org.smartmeter.server.http.ApiException;
import org.smartmeter.server.http.SignedIn;
import org.smartmeter.terms.MeterId;

/// The door to a meter's curve: it opens to an operator who has put a reason on record, for an
/// hour, and every look is on record too.
public final class PersonalData {

    private static final int SHORTEST_REASON = 5;
    private static final int LONGEST_REASON = 500;

    private final AccessRecord record;

    public PersonalData(AccessRecord record) {
        this.record = record;
    }

    /// @return until when the door stays open
    Instant open(SignedIn operator, MeterId meter, String reason) {
        return record.append(operator.actor(), Action.REASON, meter.value(), reason(reason))
                .at()
                .plus(AccessRecord.REASON_HOLDS);
    }

    /// A reason as it goes on record, or a refusal in plain words.
    public static String reason(@Nullable String said) {
        String words = said == null ? "" : said.strip();
        if (words.length() < SHORTEST_REASON || words.length() > LONGEST_REASON) {
            throw ApiException.badRequest(
                    "say the reason in "
                            + SHORTEST_REASON
                            + " to "
                            + LONGEST_REASON
                            + " characters; it stays on record");
        }
        return words;
    }

    /// Puts the look on record, or refuses it.
    ///
    /// @param what is looked at, like `day 2026-11-22`
    void look(SignedIn operator, MeterId meter, String what) {
        if (record.openUntil(operator.actor(), meter.value()).isEmpty()) {
            throw ApiException.forbidden(
                    "reason-needed",
                    "this is personal data; give a reason first, it opens the meter's curve for"
                            + " 60 minutes and stays on record");
        }
        record.append(operator.actor(), Action.PERSONAL_DATA, meter.value(), what);
    }
}
