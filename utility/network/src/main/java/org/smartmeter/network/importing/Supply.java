package org.smartmeter.network.importing;

import java.util.Optional;
import org.smartmeter.network.Phase;

/// What a place is connected to.
record Supply(String transformer, Optional<Phase> phase) {

    @Override
    public String toString() {
        return "transformer '" + transformer + "'" + phase.map(one -> " by " + one).orElse("");
    }
}
