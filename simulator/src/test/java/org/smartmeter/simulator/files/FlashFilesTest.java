package org.smartmeter.simulator.files;

import org.smartmeter.journal.Files;
import org.smartmeter.simulator.flash.ModelNorFlash;

/// Raw flash keeps the contract of a directory.
class FlashFilesTest extends FilesContract {

    @Override
    Files files() {
        return new ModelNorFlash(32, 1).files();
    }
}
