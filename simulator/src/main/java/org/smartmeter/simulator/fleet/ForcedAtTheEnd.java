package org.smartmeter.simulator.fleet;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.OpenFile;

/// A file layer for weeks that pass in seconds: `force` is put off until the layer is closed,
/// because the thousands of forces that a meter spreads over a month would otherwise all come at
/// once. What is made with it must be made anew if the process dies before [#close] returns.
final class ForcedAtTheEnd implements Files {

    private final Files files;
    private final Set<String> written = new LinkedHashSet<>();

    ForcedAtTheEnd(Files files) {
        this.files = files;
    }

    @Override
    public List<String> list() {
        return files.list();
    }

    @Override
    public OpenFile open(String name) {
        written.add(name);
        return new Unforced(files.open(name));
    }

    @Override
    public void delete(String name) {
        written.remove(name);
        files.delete(name);
    }

    @Override
    public void syncDirectory() {}

    @Override
    public void close() {
        for (String name : written) {
            try (OpenFile file = files.open(name)) {
                file.force();
            }
        }
        files.syncDirectory();
        files.close();
    }

    private record Unforced(OpenFile file) implements OpenFile {

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public int read(long position, ByteBuffer into) {
            return file.read(position, into);
        }

        @Override
        public void write(long position, ByteBuffer from) {
            file.write(position, from);
        }

        @Override
        public void truncate(long size) {
            file.truncate(size);
        }

        @Override
        public void force() {}

        @Override
        public void close() {
            file.close();
        }
    }
}
