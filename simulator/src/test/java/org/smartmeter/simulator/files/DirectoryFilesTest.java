package org.smartmeter.simulator.files;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.Files;

/// The real directory keeps the contract.
class DirectoryFilesTest extends FilesContract {

    @TempDir Path directory;

    @Override
    Files files() {
        return DirectoryFiles.open(directory);
    }
}
