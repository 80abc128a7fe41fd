package org.smartmeter.device.display.http;

/// A request that is not served.
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Refused why;

    public RefusedException(Refused why) {
        super(why.text());
        this.why = why;
    }

    public Refused why() {
        return why;
    }
}
