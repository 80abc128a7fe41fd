/// How a meter is calibrated in the shop: what it reads at [CalibrationPoint]s, with the values
/// that are printed on its parts, stands beside what the reference standard says;
/// [CalibrationProcedure] finds the coefficients that make the two agree. Pure arithmetic;
/// readings come in, a [org.smartmeter.metrology.Calibration] goes out.
@org.jspecify.annotations.NullMarked
package org.smartmeter.metrology.calibration;
