package org.smartmeter.device;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.wire.RowStatus;

/// When one profile wants its readings, and what is to be said with the next. Times are the
/// meter's.
final class Series {

    private static final int DAY = 86_400;

    private final ProfileKind profile;
    private final Set<RowStatus> remarks = EnumSet.noneOf(RowStatus.class);
    private Optional<Instant> last;
    private boolean beginning = true;
    private int period = DAY;
    private boolean thinned;
    private ZoneId zone = ZoneOffset.UTC;

    /// @param last newest row already in the journal: no reading at or before it
    Series(ProfileKind profile, Optional<Instant> last) {
        this.profile = profile;
        this.last = last;
    }

    ProfileKind profile() {
        return profile;
    }

    int period() {
        return period;
    }

    /// Readings come at multiples of this in UTC.
    void every(int seconds, boolean longerThanScheduled) {
        period = seconds;
        thinned = longerThanScheduled;
    }

    /// Readings come at the zone's midnights.
    void daily(ZoneId where) {
        zone = where;
    }

    void remark(RowStatus remark) {
        remarks.add(remark);
    }

    /// Readings may be earlier than the last one from here on.
    void clockStepped() {
        last = Optional.empty();
        remark(RowStatus.CLOCK_ADJUSTED);
        begin();
    }

    /// The next window begins with a reading. A billing profile's only does if a midnight has
    /// gone by without one.
    void begin() {
        beginning = true;
    }

    /// Whether a reading is due where a window begins.
    boolean isDueAtBegin(Instant from) {
        return beginning
                && (profile != ProfileKind.BILLING
                        || last.filter(it -> tickAfter(it).isAfter(from)).isEmpty());
    }

    void begun() {
        beginning = false;
    }

    /// The first instant after another at which a reading is due.
    Instant tickAfter(Instant time) {
        if (profile == ProfileKind.BILLING) {
            return LocalDay.of(time, zone).end();
        }
        long passed = Math.floorDiv(time.getEpochSecond(), period);
        return Instant.ofEpochSecond((passed + 1) * period);
    }

    /// Whether a reading was due between two instants, or at the second.
    boolean misses(Instant from, Instant to) {
        return !tickAfter(from).isAfter(to);
    }

    /// Takes a reading's time, unless it is not after the last one.
    boolean takes(Instant time) {
        return last.filter(it -> !time.isAfter(it)).isEmpty();
    }

    /// A reading is made: what is to be said with it.
    ///
    /// @return bits of [RowStatus]
    int read(Instant time, boolean clockSet) {
        int status = RowStatus.bits(remarks);
        status |= clockSet ? 0 : RowStatus.CLOCK_NOT_SET.bit();
        status |= thinned ? RowStatus.THINNED.bit() : 0;
        last = Optional.of(time);
        remarks.clear();
        return status;
    }
}
