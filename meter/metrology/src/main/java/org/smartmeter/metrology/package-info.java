/// Samples to voltage, current, power, energy, frequency and harmonics: pure arithmetic on arrays.
/// [Metrology] takes a stream and gives a [Measurement] per window of whole mains cycles;
/// [WaveformMeasurement] measures a recording at once. Samples and calibration come in,
/// measurements go out; nothing of ours is imported. Asked to, the stream also gives the quality of
/// the supply: [org.smartmeter.metrology.quality].
@org.jspecify.annotations.NullMarked
package org.smartmeter.metrology;
