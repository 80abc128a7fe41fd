/// Time of use: which of eight rates counts at which instant, by a calendar with seasons, weeks,
/// days and special days in a zone's local time, and the registers of each rate. Pure: instants
/// and counts come in, rates go out.
@NullMarked
package org.smartmeter.device.tariff;

import org.jspecify.annotations.NullMarked;
