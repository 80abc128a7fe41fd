package org.smartmeter.device;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.StateDamagedException;
import org.smartmeter.journal.StateFile;

/// A meter's state files, opened whatever is left of them.
final class KeptStates {

    private final Files files;
    private final List<StateFile> open = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();

    KeptStates(Files files) {
        this.files = files;
    }

    /// Opens a state file. One that held a value of which no sound copy is left begins anew:
    /// a meter that starts without it measures, one that does not start measures nothing.
    StateFile open(String name, int maxBytes) {
        StateFile file = openAnew(name, maxBytes);
        open.add(file);
        return file;
    }

    private StateFile openAnew(String name, int maxBytes) {
        try {
            return StateFile.open(files, name, maxBytes);
        } catch (StateDamagedException _) {
            lost.add(name + ": no sound copy of it is left; the meter starts without it");
            files.delete(name);
            return StateFile.open(files, name, maxBytes);
        }
    }

    /// What was lost whole, one sentence each.
    List<String> lost() {
        return List.copyOf(lost);
    }

    void close() {
        open.forEach(StateFile::close);
    }
}
