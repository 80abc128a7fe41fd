package org.smartmeter.device;

import java.util.Optional;
import org.smartmeter.wire.Definition;

/// The profiles of a meter; the number is that of the order.
enum ProfileKind {
    /// 1-0:99.1.0, at the schedule's sample period.
    LOAD(1, Definition.Kind.PROFILE),
    /// 1-0:99.2.0, at a period of its own.
    SECOND(2, Definition.Kind.PROFILE),
    /// 1-0:98.1.0, at each local midnight and at the end of a billing period.
    BILLING(3, Definition.Kind.BILLING);

    private final int number;
    private final Definition.Kind definitions;

    ProfileKind(int number, Definition.Kind definitions) {
        this.number = number;
        this.definitions = definitions;
    }

    int number() {
        return number;
    }

    Definition.Kind definitions() {
        return definitions;
    }

    static Optional<ProfileKind> ofNumber(int number) {
        for (ProfileKind kind : values()) {
            if (kind.number == number) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
