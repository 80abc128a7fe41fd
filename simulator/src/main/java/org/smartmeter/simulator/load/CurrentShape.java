package org.smartmeter.simulator.load;

/// The shape of the current that a kind of appliance draws over one cycle of the mains.
public enum CurrentShape {
    /// Kettle, heater, iron: follows the voltage.
    RESISTIVE(1) {
        @Override
        double raw(double angle) {
            return Mains.shape(angle);
        }
    },
    /// Compressor or pump at work: lags by 45°, with the iron's third harmonic.
    MOTOR(0) {
        @Override
        double raw(double angle) {
            double lagging = angle - Math.toRadians(45);
            return Math.sin(lagging) + 0.06 * Math.sin(3 * lagging + 0.5);
        }
    },
    /// A motor that is only starting: nearly blocked, lags by 66°.
    MOTOR_STARTING(0) {
        @Override
        double raw(double angle) {
            return Math.sin(angle - Math.toRadians(66));
        }
    },
    /// Television, LED lamp, charger: pulses that refill a capacitor around the voltage's peak.
    RECTIFIER(-1) {
        @Override
        double raw(double angle) {
            double fromPeak = Math.IEEEremainder(angle - Math.toRadians(84), Math.PI);
            double halfWidth = Math.toRadians(28);
            if (Math.abs(fromPeak) >= halfWidth) {
                return 0;
            }
            double pulse = Math.cos(fromPeak / halfWidth * Math.PI / 2);
            return Math.sin(angle) > 0 ? pulse : -pulse;
        }
    },
    /// Inverter air conditioner: corrected power factor with some harmonics left.
    INVERTER_DRIVE(-1) {
        @Override
        double raw(double angle) {
            return Math.sin(angle - 0.12)
                    + 0.11 * Math.sin(3 * angle + 2.8)
                    + 0.05 * Math.sin(5 * angle + 0.4)
                    + 0.03 * Math.sin(11 * angle + 1.9);
        }
    },
    /// Lamp behind a phase-cut dimmer that fires at 75°.
    DIMMER(1) {
        @Override
        double raw(double angle) {
            double inHalfCycle = angle - Math.PI * Math.floor(angle / Math.PI);
            return inHalfCycle < Math.toRadians(75) ? 0 : Mains.shape(angle);
        }
    },
    /// Grid-tied inverter: a clean sine against the mains.
    FEED_IN(-1) {
        @Override
        double raw(double angle) {
            return -Math.sin(angle) - 0.015 * Math.sin(7 * angle + 1);
        }
    };

    private final int currentExponent;

    CurrentShape(int currentExponent) {
        this.currentExponent = currentExponent;
    }

    /// Current of any size at an angle of the mains, radians.
    abstract double raw(double angle);

    private double meanPower(int points) {
        double sum = 0;
        for (int n = 0; n < points; n++) {
            double angle = 2 * Math.PI * n / points;
            sum += Mains.shape(angle) * raw(angle);
        }
        return sum / points;
    }

    /// One cycle of current at 1 V whose mean power over exactly these points is ±1 W.
    double[] cycle(int points) {
        double[] current = new double[points];
        double perWatt = 1 / Math.abs(meanPower(points));
        for (int n = 0; n < points; n++) {
            current[n] = raw(2 * Math.PI * n / points) * perWatt;
        }
        return current;
    }

    /// How the current answers to a voltage that is not nominal: proportional to it (resistance),
    /// not at all (motor), or against it (constant power).
    double currentFactor(double share) {
        return Math.pow(share, currentExponent);
    }
}
