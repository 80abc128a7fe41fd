package org.smartmeter.wire;

/// A batch holds rows of a definition that the reader has not seen: perhaps the batch with the
/// definition is still on its way. Ask for the earlier records, then read this batch again.
public final class UnknownDefinitionException extends MalformedException {

    private static final long serialVersionUID = 1L;

    private final int number;

    UnknownDefinitionException(String place, int number) {
        super(place, "definition " + number + " is not known here; it came in an earlier record");
        this.number = number;
    }

    public int number() {
        return number;
    }
}
