package org.smartmeter.board.software;

import java.io.IOException;
import java.io.InputStream;

/// Port: the two slots that can be written, as trees of files.
public interface SlotFiles {

    /// Deletes everything in a slot, durably.
    void clear(Slot slot);

    /// Makes a file; its bytes are durable on return, its name after [#sync].
    ///
    /// @param path below the slot, parts separated by `/`
    /// @throws IOException if the content cannot be read
    void store(Slot slot, String path, boolean executable, InputStream content) throws IOException;

    /// Makes every name in the slot durable.
    void sync(Slot slot);
}
