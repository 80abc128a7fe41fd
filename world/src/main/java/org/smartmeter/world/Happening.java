package org.smartmeter.world;

/// What a trace tells of: with words for a person, in which `%d` stands for its two numbers.
enum Happening {
    METER_STARTED("starts, boot %d, epoch %d"),
    METER_STOPPED("is stopped in order, record %d is the last"),
    POWER_CUT("loses power at operation %d of its disk"),
    PROCESS_FAILED("its process ends, because its disk refused"),
    MEMORY_LOST("loses its memory; epoch %d had %d records"),
    DISK_FULL("its disk is full at %d bytes"),
    DISK_FREE("its disk has room again"),
    BOARD_LEAPT("its board's clock is off by %d ms"),
    MEASURED("measured %d mWh, %d in all"),
    SENT_UP("sends up frame %d of boot %d"),
    SENT_DOWN("is sent frame %d of boot %d"),
    HEARD_UP("frame %d of boot %d reaches the utility"),
    ACKNOWLEDGED("takes records up to %d as stored, its last is %d"),
    PARTED("cannot reach the broker"),
    MUTED("neither hears nor is heard, and nobody is told"),
    REJOINED("is on the line again"),
    ENROLLED("is enrolled anew, agreement %d"),
    WANTED("ought to keep the schedule %d/%d s"),
    BROKER_RESTARTED("the broker restarts"),
    LINE_DOWN("nobody can reach the broker"),
    LINE_UP("the broker can be reached again"),
    UTILITY_STARTED("the utility starts, boot %d"),
    UTILITY_DIED("the utility's process dies at its call %d"),
    UTILITY_CLOCK("the utility's clock is off by %d ms"),
    COMMITTED("records up to %d are committed, %d in all"),
    COMMIT_FAILED("a commit fails; it counts: %d"),
    DATABASE_DOWN("the database is gone for %d ms"),
    DATABASE_FULL("the database's disk is full for %d ms"),
    STORE_ANSWERED("the store answers that records up to %d are stored"),
    FORGED("somebody sends what is no meter's or no utility's (%d)"),
    FAULTS_ENDED("from here on nothing goes wrong any more"),
    CONVERGED("everything is where it belongs");

    private final String words;

    Happening(String words) {
        this.words = words;
    }

    String told(long first, long second) {
        return words.contains("%d") ? String.format(words, first, second) : words;
    }
}
