package org.smartmeter.network.importing;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.smartmeter.network.Customer;
import org.smartmeter.network.Place;
import org.smartmeter.terms.MeterId;

/// What is known of everything that a table names: at first what the database says, then what the
/// table adds.
///
/// @param places by the utility's number
/// @param customers by the utility's number
/// @param feedings which feeder a transformer hangs on
/// @param supplies which transformer and phase a place is connected to
/// @param accounts which customer holds the account of a place
/// @param installations at which place a meter hangs; of all meters ever at one of the places
/// @param names of the places and customers that links lead to
record OnRecord(
        Map<String, Place> places,
        Map<String, Customer> customers,
        Set<String> feeders,
        Set<String> transformers,
        Links<String, String> feedings,
        Links<UUID, Supply> supplies,
        Links<UUID, UUID> accounts,
        Links<MeterId, UUID> installations,
        Map<UUID, String> names) {}
