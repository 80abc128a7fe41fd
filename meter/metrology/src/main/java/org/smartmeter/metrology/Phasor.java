package org.smartmeter.metrology;

/// A complex amplitude: x(t) = Re(z · e^jωt).
public record Phasor(double re, double im) {

    public static final Phasor ZERO = new Phasor(0, 0);

    public static Phasor polar(double size, double radians) {
        return new Phasor(size * Math.cos(radians), size * Math.sin(radians));
    }

    public Phasor plus(Phasor other) {
        return new Phasor(re + other.re, im + other.im);
    }

    public Phasor minus(Phasor other) {
        return new Phasor(re - other.re, im - other.im);
    }

    public Phasor times(Phasor other) {
        return new Phasor(re * other.re - im * other.im, re * other.im + im * other.re);
    }

    public Phasor times(double factor) {
        return new Phasor(re * factor, im * factor);
    }

    public Phasor over(Phasor other) {
        double square = other.re * other.re + other.im * other.im;
        return times(other.conjugate()).times(1 / square);
    }

    public Phasor conjugate() {
        return new Phasor(re, -im);
    }

    public Phasor turned(double radians) {
        return times(polar(1, radians));
    }
}
