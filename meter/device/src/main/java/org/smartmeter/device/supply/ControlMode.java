package org.smartmeter.device.supply;

import static org.smartmeter.device.supply.Transition.A;
import static org.smartmeter.device.supply.Transition.B;
import static org.smartmeter.device.supply.Transition.C;
import static org.smartmeter.device.supply.Transition.D;
import static org.smartmeter.device.supply.Transition.E;
import static org.smartmeter.device.supply.Transition.F;
import static org.smartmeter.device.supply.Transition.G;
import static org.smartmeter.device.supply.Transition.H;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Control mode of the disconnect control (IEC 62056-6-2, class 70, attribute 4): which transitions
/// there are. In modes 2 and 4 the utility's reconnection closes a home that nobody may be in: they
/// are there because the standard has them, no meter of ours has them unless asked to.
public enum ControlMode {
    /// Always connected.
    MODE_0(),
    MODE_1(B, C, G, D, E, F),
    MODE_2(B, C, G, A, E, F),
    MODE_3(B, C, G, D, E),
    MODE_4(B, C, G, A, E),
    /// The default: the limiter recloses, the customer may switch off.
    MODE_5(B, C, G, D, E, F, H),
    MODE_6(B, C, G, D, E, H);

    private final Set<Transition> transitions;

    ControlMode(Transition... transitions) {
        EnumSet<Transition> set = EnumSet.noneOf(Transition.class);
        Collections.addAll(set, transitions);
        this.transitions = Collections.unmodifiableSet(set);
    }

    /// The number of the standard, 0…6.
    public int number() {
        return ordinal();
    }

    public Set<Transition> transitions() {
        return transitions;
    }

    /// The transition for an event in a state, if this mode has one.
    Optional<Transition> transition(ControlState state, SupplyEvent event) {
        return transitions.stream()
                .filter(each -> each.from() == state && each.event() == event)
                .findFirst();
    }

    static Optional<ControlMode> ofNumber(int number) {
        return number >= 0 && number < values().length
                ? Optional.of(values()[number])
                : Optional.empty();
    }
}
