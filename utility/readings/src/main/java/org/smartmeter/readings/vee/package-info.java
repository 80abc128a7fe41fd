/// Validation, estimation and editing of what is stored. [Validator] follows what comes in, day by
/// local day, and keeps what the rules of [org.smartmeter.readings.validation] find and estimate;
/// people edit. Nothing of the measured rows is ever changed: estimates and edits are versions
/// beside them ([org.smartmeter.readings.vee.VersionTable]), each with its author and reason, and
/// [ValidatedReadings] lays them over each other: measured beats estimated, edited beats measured.
@org.jspecify.annotations.NullMarked
package org.smartmeter.readings.vee;
