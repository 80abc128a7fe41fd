/// Meter data at the utility: takes in, stores, answers. One write path, one reader.
@org.jspecify.annotations.NullMarked
package org.smartmeter.readings;
