/// Where samples and registers come from: one driver per kind of source, each in a folder of its
/// own. A driver opens what its address names and becomes the meter's front end.
@NullMarked
package org.smartmeter.drivers;

import org.jspecify.annotations.NullMarked;
