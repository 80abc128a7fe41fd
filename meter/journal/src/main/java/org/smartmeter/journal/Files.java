package org.smartmeter.journal;

import java.io.Closeable;
import java.util.List;

/// The file layer below journal and state files: one flat directory that belongs to one process.
/// What is written survives a power cut only once it was forced, and a created or deleted name only
/// once the directory was synchronised; until then a cut may keep, lose or tear it. Every method
/// throws {@link java.io.UncheckedIOException}, naming the file, when the disk refuses.
public interface Files extends Closeable {

    /// The names of the files there are, in ascending order.
    List<String> list();

    /// Opens a file for reading and writing, empty if it did not exist. A name has letters, digits,
    /// `.`, `-` and `_` only.
    OpenFile open(String name);

    void delete(String name);

    /// Returns when every creation and deletion so far is durable.
    void syncDirectory();

    @Override
    void close();
}
