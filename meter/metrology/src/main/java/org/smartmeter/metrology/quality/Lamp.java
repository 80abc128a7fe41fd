package org.smartmeter.metrology.quality;

/// The lamp whose flicker the eye sees, with the weighting filter of lamp, eye and brain (IEC
/// 61000-4-15, block 3; all ω as frequencies in Hz).
public enum Lamp {
    /// 60 W, 230 V, 50 Hz.
    V230(1.74802, 4.05981, 9.15494, 2.27979, 1.22535, 21.9, 35, 0.00250),
    /// 60 W, 120 V, 60 Hz.
    V120(1.6357, 4.167375, 9.077169, 2.939902, 1.394468, 17.31512, 42, 0.00321);

    final double k;
    final double lambda;
    final double f1;
    final double f2;
    final double f3;
    final double f4;

    /// Corner of the low pass that takes the mains itself out of the squared voltage.
    final double demodulatorHz;

    /// A sine of 8.8 Hz that changes the voltage by so much, peak to peak, is just seen.
    final double justSeen;

    Lamp(
            double k,
            double lambda,
            double f1,
            double f2,
            double f3,
            double f4,
            double demodulatorHz,
            double justSeen) {
        this.k = k;
        this.lambda = lambda;
        this.f1 = f1;
        this.f2 = f2;
        this.f3 = f3;
        this.f4 = f4;
        this.demodulatorHz = demodulatorHz;
        this.justSeen = justSeen;
    }
}
