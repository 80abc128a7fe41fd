/// DSMR P1 (DSMR 2.2 to 5 and what Belgium, Luxembourg, Sweden, Ireland and others made of it): the
/// customer's port of a meter that pushes a text telegram each second or ten.
@NullMarked
package org.smartmeter.drivers.p1;

import org.jspecify.annotations.NullMarked;
