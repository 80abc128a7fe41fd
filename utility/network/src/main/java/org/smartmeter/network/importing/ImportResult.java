package org.smartmeter.network.importing;

import java.util.List;

/// What became of a table.
///
/// @param bad by line; if there is one, nothing was written
/// @param feeders created
/// @param transformers created
/// @param places created
/// @param customers created
/// @param corrected places and customers whose address, zone or name was another
/// @param begun links between two of them, or a meter and a place, that begin
/// @param ended links that end
/// @param movedBack feedings known to have begun earlier than was on record
public record ImportResult(
        List<BadRow> bad,
        int feeders,
        int transformers,
        int places,
        int customers,
        int corrected,
        int begun,
        int ended,
        int movedBack) {

    /// Whether all that the table says was on record already.
    public boolean nothingNew() {
        return feeders + transformers + places + customers + corrected + begun + ended + movedBack
                == 0;
    }
}
