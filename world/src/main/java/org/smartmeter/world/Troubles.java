package org.smartmeter.world;

import java.sql.SQLException;
import java.util.random.RandomGenerator;

/// What goes wrong between the utility's process and its database, and when the process dies: it is
/// asked at every call that leaves the process.
final class Troubles {

    private final World world;
    private final RandomGenerator chance;
    private final double errors;
    private long downUntil;
    private long fullUntil;

    Troubles(World world, double errors, RandomGenerator chance) {
        this.world = world;
        this.errors = errors;
        this.chance = chance;
    }

    void down(long until) {
        downUntil = Math.max(downUntil, until);
    }

    void full(long until) {
        fullUntil = Math.max(fullUntil, until);
    }

    /// Nothing goes wrong any more.
    void end() {
        downUntil = 0;
        fullUntil = 0;
    }

    /// A call that only reads, or begins.
    void reading() throws SQLException {
        if (world.now() < downUntil) {
            throw new SQLException("the database cannot be reached", "08001");
        }
        if (errs()) {
            throw error();
        }
    }

    /// A call that writes.
    void writing() throws SQLException {
        reading();
        if (world.now() < fullUntil) {
            throw new SQLException("could not extend file: No space left on device", "53100");
        }
    }

    /// Whether the connection is lost while a commit is under way.
    boolean isLostInCommit() {
        return errs() || world.now() < downUntil;
    }

    /// Whether a commit that nobody heard of counts.
    boolean counts() {
        return chance.nextBoolean();
    }

    private boolean errs() {
        return !world.areFaultsOver() && Chance.happens(errors, chance);
    }

    private SQLException error() {
        return switch (chance.nextInt(4)) {
            case 0 -> new SQLException("could not serialize access", "40001");
            case 1 -> new SQLException("the statement was cancelled", "57014");
            case 2 -> new SQLException("an I/O error occurred", "58030");
            default -> new SQLException("the connection is gone", "08006");
        };
    }
}
