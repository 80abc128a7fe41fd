package org.smartmeter.simulator.home;

/// What kind of home it is; the appliances follow from it.
public enum HomeKind {
    /// Lamps, fans, a pump, a small refrigerator.
    VILLAGE_HOUSE,
    /// A small household in town.
    FLAT,
    /// A family with what families have.
    FAMILY_HOUSE,
    /// Large, on three phases, several of everything.
    VILLA
}
