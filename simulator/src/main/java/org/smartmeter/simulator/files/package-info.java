/// A model of a disk that power cuts, errors and lack of room befall at chosen moments: the file
/// layer of {@link org.smartmeter.journal.Files} in memory, exactly repeatable from a seed.
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator.files;
