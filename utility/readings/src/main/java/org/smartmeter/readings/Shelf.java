package org.smartmeter.readings;

/// Journals stand on shelves, so many together by their numbers, and what is merged of a shelf lies
/// in common blocks: what a row of the database costs is shared, and a question about many meters
/// reads few rows. A shelf says nothing about the network; meters that were enrolled one after the
/// other, as a street is, stand together.
final class Shelf {

    /// At most [Long#SIZE]: who is in a block is one number.
    static final int JOURNALS = 32;

    private Shelf() {}

    static int of(int journal) {
        return Math.floorDiv(journal, JOURNALS);
    }

    /// Where on its shelf a journal stands, from 0.
    static int place(int journal) {
        return Math.floorMod(journal, JOURNALS);
    }

    static int journal(int shelf, int place) {
        return shelf * JOURNALS + place;
    }

    static int first(int shelf) {
        return journal(shelf, 0);
    }

    static int last(int shelf) {
        return journal(shelf, JOURNALS - 1);
    }

    /// The places as bits of one number.
    static long bit(int place) {
        return 1L << place;
    }
}
