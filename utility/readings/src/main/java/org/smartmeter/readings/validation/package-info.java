/// Validation and estimation of interval data (VEE): what in a meter's registers cannot be as it
/// stands, and what its missing intervals most likely held. Pure: [Validation] takes the samples of
/// one meter and gives findings and a series without holes whose energies add up to the registers.
/// The thresholds are data ([ValidationRules]); what a rule means stands at [Rule].
@org.jspecify.annotations.NullMarked
package org.smartmeter.readings.validation;
