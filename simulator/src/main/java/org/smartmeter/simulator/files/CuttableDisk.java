package org.smartmeter.simulator.files;

import org.smartmeter.journal.Files;

/// A model of what a meter's memory lies on, whose power can be cut in the middle of any operation
/// that changes it.
public interface CuttableDisk {

    /// The file layer on it, opened anew: what a process finds that starts.
    Files files();

    /// How many operations that change something there were.
    long operations();

    /// Cuts the power in the middle of the operation of this number, the first one being 1.
    CuttableDisk cutAt(long operation);

    /// The disk as it is found when power comes back, cut already or cut now. Another seed is
    /// another chance; this disk is left as it is.
    CuttableDisk survivors(long seed);
}
