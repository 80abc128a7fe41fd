package org.smartmeter.simulator.home;

import static org.smartmeter.simulator.load.CurrentShape.DIMMER;
import static org.smartmeter.simulator.load.CurrentShape.INVERTER_DRIVE;
import static org.smartmeter.simulator.load.CurrentShape.MOTOR;
import static org.smartmeter.simulator.load.CurrentShape.RECTIFIER;
import static org.smartmeter.simulator.load.CurrentShape.RESISTIVE;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.smartmeter.simulator.load.CurrentShape;

/// Puts appliances into a home, no two homes alike.
final class Furnishing {

    private static final double COLD_YEAR_MEAN = 14;

    private final HomeKind kind;
    private final Climate climate;
    private final Random random;
    private final int phases;
    private final List<Appliance> appliances = new ArrayList<>();

    private Furnishing(HomeKind kind, int phases, Climate climate, Random random) {
        this.kind = kind;
        this.phases = phases;
        this.climate = climate;
        this.random = random;
    }

    /// @param solar whether there are panels on the roof
    static List<Appliance> of(
            HomeKind kind, int phases, boolean solar, Climate climate, Random random) {
        Furnishing furnishing = new Furnishing(kind, phases, climate, random);
        furnishing.furnish();
        if (solar) {
            furnishing.add(
                    new SolarPanels(
                            furnishing.phase(),
                            furnishing.between(2_000, kind == HomeKind.VILLA ? 9_000 : 5_000)));
        }
        return List.copyOf(furnishing.appliances);
    }

    private void furnish() {
        switch (kind) {
            case VILLAGE_HOUSE -> {
                common(15, 2, 70);
                fan("fan", 55);
                pump();
            }
            case FLAT -> {
                common(45, 3, 95);
                kitchen();
                roomClimate(1);
            }
            case FAMILY_HOUSE -> {
                common(70, 6, 120);
                kitchen();
                laundry();
                roomClimate(1);
            }
            case VILLA -> {
                common(140, 10, 150);
                kitchen();
                laundry();
                pump();
                roomClimate(3);
                add(new Refrigerator("freezer", phase(), between(90, 140), 16, 38));
                add(new Lamps(phase(), DIMMER, between(120, 240), 2));
            }
        }
    }

    private void common(double standbyWatts, int rooms, double compressorWatts) {
        add(new AlwaysOn(phase(), Math.rint(between(0.6, 1.4) * standbyWatts)));
        add(new Lamps(phase(), RECTIFIER, Math.rint(between(7, 14)), rooms));
        double cooling = between(12, 20);
        double compressor = Math.rint(between(0.8, 1.2) * compressorWatts);
        add(new Refrigerator("refrigerator", phase(), compressor, cooling, between(25, 45)));
        double television = Math.rint(between(45, 160));
        add(habit("television", RECTIFIER, television, 0.8, 45, 60, 200, 20 * 60, 13 * 60));
        add(habit("chargers", RECTIFIER, Math.rint(between(8, 40)), 0.9, 60, 60, 150, 21 * 60));
    }

    private void kitchen() {
        double kettle = Math.rint(between(16, 24)) * 100;
        add(habit("kettle", RESISTIVE, kettle, 0.75, 35, 2, 4, 440, 640, 960, 1_140, 1_260));
        add(habit("microwave", RECTIFIER, 1_150, 0.5, 40, 1, 6, 460, 780, 1_150));
        double oven = Math.rint(between(18, 26)) * 100;
        add(new HeatingElement("oven", phase(), oven, 1_110, 0.55, 9, 55, 2.2, 3.5));
        add(new HeatingElement("iron", phase(), 1_200, 1_170, 0.25, 2, 35, 0.6, 1.4));
    }

    private void laundry() {
        add(new WashingMachine(phase(), 2_000, Math.rint(between(160, 240)), between(0.3, 0.7)));
        add(habit("vacuum cleaner", MOTOR, 900, 0.3, 90, 10, 30, 11 * 60));
    }

    private void pump() {
        double watts = Math.rint(between(370, 1_100));
        add(habit("pump", MOTOR, watts, 0.9, 30, 8, 25, 400, 1_080));
    }

    private void fan(String name, double watts) {
        if (climate.yearMean() > COLD_YEAR_MEAN) {
            add(habit(name, MOTOR, watts, 0.8, 60, 120, 260, 12 * 60, 17 * 60, 21 * 60));
        }
    }

    private void roomClimate(int rooms) {
        for (int room = 0; room < rooms; room++) {
            double watts = Math.rint(between(9, 16)) * 100;
            double leak = between(0.06, 0.14);
            if (climate.yearMean() > COLD_YEAR_MEAN) {
                add(new RoomClimate(phase(), INVERTER_DRIVE, watts, -9, leak, between(24, 26)));
            } else if (random.nextDouble() < 0.5) {
                add(new RoomClimate(phase(), RESISTIVE, watts, 6, leak, between(19, 21.5)));
            }
        }
    }

    private Habit habit(
            String name,
            CurrentShape shape,
            double watts,
            double probability,
            double spread,
            double shortest,
            double longest,
            double... usualMinutes) {
        return new Habit(
                name, phase(), shape, watts, usualMinutes, probability, spread, shortest, longest);
    }

    private void add(Appliance appliance) {
        appliances.add(appliance);
    }

    private int phase() {
        return random.nextInt(phases);
    }

    private double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }
}
