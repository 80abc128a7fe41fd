package org.smartmeter.drivers.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The data lines of a telegram, as registers. Collects lines; what is no data line is carried as
/// it is or reported, as the caller wants.
public final class DataBlock {

    private final TimeForm times;
    private final List<DataSet> sets = new ArrayList<>();

    public DataBlock(TimeForm times) {
        this.times = times;
    }

    /// Takes a line without its end.
    ///
    /// @return whether it is a data line
    public boolean take(String line) {
        if (line.isBlank()) {
            return true;
        }
        Optional<List<DataSet>> read = DataSet.ofLine(line.strip());
        if (read.isEmpty()) {
            return false;
        }
        for (DataSet set : read.get()) {
            if (!set.address().isEmpty()) {
                sets.add(set);
            } else if (sets.isEmpty()) {
                return false;
            } else {
                sets.add(sets.removeLast().with(set.groups()));
            }
        }
        return true;
    }

    /// Carries a line that is no data line.
    public void carry(String line) {
        sets.add(new DataSet("", List.of(line)));
    }

    public List<TelegramRegister> registers() {
        List<TelegramRegister> registers = new ArrayList<>();
        sets.forEach(set -> registers.addAll(registers(set)));
        return registers;
    }

    private List<TelegramRegister> registers(DataSet set) {
        List<String> groups = set.groups();
        if (groups.size() == 1) {
            return List.of(register(set.address(), groups.getFirst(), Optional.empty()));
        }
        List<TelegramRegister> profile = profile(set);
        if (!profile.isEmpty()) {
            return profile;
        }
        List<TelegramRegister> buffer = buffer(set);
        return buffer.isEmpty()
                ? timed(set)
                        .map(List::of)
                        .orElseGet(
                                () -> List.of(register(set.address(), set.raw(), Optional.empty())))
                : buffer;
    }

    /// One value and its time, in either order.
    private Optional<TelegramRegister> timed(DataSet set) {
        if (set.groups().size() != 2) {
            return Optional.empty();
        }
        String first = set.groups().getFirst();
        String second = set.groups().getLast();
        if (TimeForm.saysSeason(first) || hasUnit(second)) {
            return times.parse(first)
                    .map(time -> register(set.address(), second, Optional.of(time)));
        }
        if (TimeForm.saysSeason(second) || hasUnit(first)) {
            return times.parse(second)
                    .map(time -> register(set.address(), first, Optional.of(time)));
        }
        return Optional.empty();
    }

    /// A profile as DSMR 3 sends its hourly gas: time, status, minutes between values, number of
    /// channels, code and unit of each, values.
    private List<TelegramRegister> profile(DataSet set) {
        List<String> groups = set.groups();
        boolean is =
                groups.size() >= 7
                        && groups.get(3).equals("1")
                        && Address.parse(groups.get(4)).isPresent()
                        && groups.get(2).matches("\\d{1,4}");
        Optional<TelegramTime> begin = is ? times.parse(groups.getFirst()) : Optional.empty();
        if (begin.isEmpty()) {
            return List.of();
        }
        int minutes = Integer.parseInt(groups.get(2));
        List<TelegramRegister> values = new ArrayList<>();
        for (int k = 6; k < groups.size(); k++) {
            TelegramTime time =
                    new TelegramTime(
                            begin.get().local().plusMinutes((long) minutes * (k - 6)),
                            begin.get().offset());
            values.add(
                    register(
                            set.address(), groups.get(k) + "*" + groups.get(5), Optional.of(time)));
        }
        return values;
    }

    /// A buffer: how many entries, the codes of what each holds, then times and a value of each.
    private List<TelegramRegister> buffer(DataSet set) {
        List<String> groups = set.groups();
        if (!groups.getFirst().matches("\\d{1,3}")) {
            return List.of();
        }
        int at = 1;
        while (at < groups.size() && Address.parse(groups.get(at)).isPresent()) {
            at++;
        }
        List<TelegramRegister> entries = new ArrayList<>();
        Optional<TelegramTime> time = Optional.empty();
        boolean wellFormed = at > 1;
        for (; at < groups.size(); at++) {
            String group = groups.get(at);
            if (TimeForm.saysSeason(group)) {
                time = times.parse(group);
                wellFormed &= time.isPresent();
            } else {
                wellFormed &= time.isPresent();
                entries.add(register(set.address(), group, time));
                time = Optional.empty();
            }
        }
        boolean complete = entries.size() == Integer.parseInt(groups.getFirst());
        return wellFormed && complete && time.isEmpty() ? entries : List.of();
    }

    private static boolean hasUnit(String group) {
        return group.indexOf('*') > 0;
    }

    private static TelegramRegister register(
            String address, String group, Optional<TelegramTime> time) {
        int star = group.indexOf('*');
        if (star > 0 && Decimals.isDecimal(group.substring(0, star))) {
            return new TelegramRegister(
                    Address.name(address),
                    Optional.of(Decimals.plain(group.substring(0, star))),
                    Optional.of(group.substring(star + 1)).filter(unit -> !unit.isEmpty()),
                    time);
        }
        return new TelegramRegister(
                Address.name(address), Optional.of(group), Optional.empty(), time);
    }
}
