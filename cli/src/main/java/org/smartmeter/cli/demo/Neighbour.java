package org.smartmeter.cli.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.smartmeter.network.NewHome;
import org.smartmeter.terms.MeterId;

/// One home of the neighbourhood.
///
/// @param number from 1; the meter's id follows from it
/// @param signIn name of the customer's sign-in
/// @param since when the meter was installed and the customer moved in
public record Neighbour(
        int number, String place, String address, String customer, String signIn, Instant since) {

    /// The first home that replays a file; ordinary homes are numbered below.
    static final int FIRST_REPLAY = 900_001;

    private static final String[] STREETS = {
        "Garden Road",
        "Mill Lane",
        "Station Street",
        "Well Court",
        "Orchard Way",
        "Bridge Street",
        "School Lane"
    };
    private static final String[] FIRST_NAMES = {
        "Amina", "Bilal", "Carla", "Daniel", "Esra", "Farid", "Grace", "Hana", "Imran", "Julia",
        "Kofi", "Lena"
    };
    private static final String[] LAST_NAMES = {
        "Ahmed", "Baker", "Costa", "Diallo", "Evans", "Farooq", "Garcia", "Hussain", "Ivanova",
        "Jones", "Khan"
    };

    static Neighbour ordinary(int number, Instant since) {
        String street = STREETS[number % STREETS.length];
        String address = (2 + number / STREETS.length * 2 + number % 2) + " " + street;
        String customer =
                FIRST_NAMES[number * 5 % FIRST_NAMES.length]
                        + " "
                        + LAST_NAMES[number * 7 % LAST_NAMES.length];
        return new Neighbour(number, address, address, customer, "home" + number, since);
    }

    static Neighbour replaying(int index, Path file, Instant since) {
        String name = file.getFileName().toString().replaceFirst("\\.csv(\\.gz)?$", "");
        return new Neighbour(
                FIRST_REPLAY + index,
                name,
                "replayed from " + file.getFileName(),
                name,
                "replay" + (index + 1),
                since);
    }

    MeterId meter() {
        return new MeterId("SEM%013d".formatted(number));
    }

    NewHome newHome(ZoneId zone) {
        return new NewHome(place, address, zone, customer, meter(), since);
    }
}
