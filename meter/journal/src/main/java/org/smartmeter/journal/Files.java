package org.smartmeter.journal;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The file layer below journal and state files: one flat directory that belongs to one process.
/// What is written survives a power cut only once it was forced, and a created or deleted name only
/// once the directory was synchronised; until then a cut may keep, lose or tear it. Every method
/// throws {@link java.io.UncheckedIOException}, naming the file, when the disk refuses.
public interface Files extends Closeable {

    /// What a name may look like: letters, digits, `.`, `-` and `_`, not beginning with a dot.
    Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    /// The names of the files there are, in ascending order.
    List<String> list();

    /// Opens a file for reading and writing, empty if it did not exist.
    ///
    /// @throws IllegalArgumentException if it is no name
    OpenFile open(String name);

    /// Opens a small value that is replaced as a whole. What it finds is durable from then on. Its
    /// name stands in the list, and it is deleted as a file is.
    ///
    /// @throws StateDamagedException if there was a value and no copy of it is sound
    default KeptValue value(String name) {
        return SlottedValue.open(this, name);
    }

    /// What such a value holds, changing nothing.
    ///
    /// @throws StateDamagedException if there was a value and no copy of it is sound
    default Optional<byte[]> lookAt(String name) {
        return SlottedValue.look(this, name);
    }

    /// What is damaged of all that was read so far, one sentence each, where the layer has checks
    // of
    /// its own. The end of what was written last is not told: a power cut may have torn it.
    default List<String> damage() {
        return List.of();
    }

    /// Deletes a file or a value; nothing happens if there is none.
    void delete(String name);

    /// Returns when every creation and deletion so far is durable.
    void syncDirectory();

    @Override
    void close();

    /// The name, if it is one.
    ///
    /// @throws IllegalArgumentException if it is not
    static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a file name of this directory: '" + name + "'");
        }
        return name;
    }
}
