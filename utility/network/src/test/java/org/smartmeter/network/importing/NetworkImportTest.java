package org.smartmeter.network.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;
import org.smartmeter.network.Customer;
import org.smartmeter.network.Feeder;
import org.smartmeter.network.Feeding;
import org.smartmeter.network.Home;
import org.smartmeter.network.Installation;
import org.smartmeter.network.Network;
import org.smartmeter.network.Occupancy;
import org.smartmeter.network.Period;
import org.smartmeter.network.Phase;
import org.smartmeter.network.Place;
import org.smartmeter.network.ServiceConnection;
import org.smartmeter.network.SupplyPath;
import org.smartmeter.network.Transformer;
import org.smartmeter.terms.MeterId;

/// A utility's table becomes its record, and another table the record's next chapter.
class NetworkImportTest {

    private static final MeterId ONE = new MeterId("SEM0000000000001");
    private static final MeterId TWO = new MeterId("SEM0000000000002");
    private static final MeterId NINE = new MeterId("SEM0000000000009");

    /// The first instants of local days in Karachi, five hours before UTC's.
    private static final Instant JANUARY = Instant.parse("2025-12-31T19:00:00Z");

    private static final Instant MARCH = Instant.parse("2026-02-28T19:00:00Z");

    private static final String HEADER =
            "feeder,transformer,phase,place,address,zone,customer,name,meter,from\n";
    private static final String TWO_HOMES =
            HEADER
                    + """
                    North,Mill,L1,P1,1 Garden Road,Asia/Karachi,C1,Ada,SEM0000000000001,2026-01-01
                    North,Mill,,P2,2 Garden Road,Asia/Karachi,C2,Bob,SEM0000000000002,2026-01-01
                    """;

    private final Database database = TestDatabases.fresh();
    private final Network network = Network.open(database);
    private final NetworkImport networkImport =
            new NetworkImport(database.jdbi(), ZoneId.of("Europe/Berlin"));

    @AfterEach
    void close() {
        database.close();
    }

    private ImportResult take(String table) {
        Table read = Table.of(table);
        return networkImport.take(read.columns(), read.rows(), false);
    }

    private void taken(String table) {
        assertThat(take(table).bad()).isEmpty();
    }

    private Place place(String name) {
        return network.homes().stream()
                .map(Home::place)
                .filter(place -> place.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Optional<String> holderOf(String place, Instant at) {
        return network.accountHolderOf(place(place).id(), at).map(Customer::name);
    }

    @Test
    void aTableBecomesTheNetwork() {
        ImportResult result = take(TWO_HOMES);

        assertThat(result).isEqualTo(new ImportResult(List.of(), 1, 1, 2, 2, 0, 7, 0, 0));
        SupplyPath path = network.pathOf(ONE, JANUARY).orElseThrow();
        assertThat(path.place().address()).isEqualTo("1 Garden Road");
        assertThat(path.place().zone()).isEqualTo(ZoneId.of("Asia/Karachi"));
        assertThat(path.customer().orElseThrow().name()).isEqualTo("Ada");
        assertThat(path.phase()).contains(Phase.L1);
        assertThat(path.transformer()).contains(new Transformer("Mill"));
        assertThat(path.feeder()).contains(new Feeder("North"));
        assertThat(network.pathOf(TWO, JANUARY).orElseThrow().phase()).isEmpty();
    }

    @Test
    void aDateIsTheFirstInstantOfTheDayAtThePlace() {
        taken(TWO_HOMES);

        assertThat(network.pathOf(ONE, JANUARY)).isPresent();
        assertThat(network.pathOf(ONE, JANUARY.minusNanos(1_000))).isEmpty();

        taken("place,customer,name,from\nP1,C3,Cy,2026-03-01\nP3,C4,Di,2026-03-29T03:00\n");
        assertThat(holderOf("P1", MARCH.minusNanos(1_000)))
                .as("the zone is on record")
                .contains("Ada");
        assertThat(holderOf("P1", MARCH)).contains("Cy");
        assertThat(network.occupanciesOf(place("P3").id()))
                .as("no zone said: the utility's")
                .extracting(Occupancy::period)
                .containsExactly(Period.since(Instant.parse("2026-03-29T01:00:00Z")));
    }

    @Test
    void aDayThatBeginsAfterMidnightBeginsWhereTheClockDoes() {
        taken(
                "place,zone,meter,from\n"
                        + "P1,Africa/Cairo,SEM0000000000001,2026-04-24\n"
                        + "P2,,SEM0000000000002,2026-04-24\n"
                        + "P2,Africa/Cairo,SEM0000000000002,2026-04-24\n");

        assertThat(network.installations())
                .as("Cairo's clock skips from 0:00 to 1:00; any row may say the zone")
                .extracting(Installation::from)
                .containsOnly(Instant.parse("2026-04-23T22:00:00Z"));
    }

    @Test
    void theSameTableAgainChangesNothing() {
        String history =
                TWO_HOMES
                        + "North,Mill,L1,P1,,,C3,Cy,SEM0000000000009,2026-03-01\n"
                        + "South,Mill,,P2,,,,,SEM0000000000002,2026-03-01T00:00:00.123456789\n";
        taken(history);
        List<String> before = everything();

        ImportResult again = take(history);

        assertThat(again.bad()).isEmpty();
        assertThat(again.nothingNew()).isTrue();
        assertThat(everything()).isEqualTo(before);
        assertThat(take(TWO_HOMES).nothingNew()).as("nor does an older one").isTrue();
    }

    @Test
    void aDryRunTellsTheSameAndWritesNothing() {
        Table table = Table.of(TWO_HOMES);

        ImportResult told = networkImport.take(table.columns(), table.rows(), true);

        assertThat(network.homes()).isEmpty();
        assertThat(network.feeders()).isEmpty();
        assertThat(take(TWO_HOMES)).isEqualTo(told);
    }

    @Test
    void aCustomerMovesAndTheirOldAccountEndsThatInstant() {
        taken(TWO_HOMES);

        taken("place,customer,name,from\n" + "P1,C2,,2026-03-01\n" + "P2,,,2026-03-01\n");

        assertThat(holderOf("P1", MARCH.minusNanos(1_000))).contains("Ada");
        assertThat(holderOf("P1", MARCH)).contains("Bob");
        assertThat(holderOf("P2", MARCH.minusNanos(1_000))).contains("Bob");
        assertThat(holderOf("P2", MARCH)).as("nobody follows").isEmpty();
        assertThat(network.pathOf(TWO, MARCH)).as("columns not there say nothing").isPresent();
    }

    @Test
    void aMeterIsExchanged() {
        taken(TWO_HOMES);

        taken("place,meter,from\nP1,SEM0000000000009,2026-03-01\n");

        assertThat(network.installationsAt(place("P1").id()))
                .extracting(Installation::meter, Installation::period)
                .containsExactly(
                        tuple(ONE, Period.of(JANUARY, MARCH)), tuple(NINE, Period.since(MARCH)));
    }

    @Test
    void twoPlacesSwapTheirMeters() {
        taken(TWO_HOMES);

        taken(
                "place,meter,from\n"
                        + "P1,SEM0000000000002,2026-03-01\n"
                        + "P2,SEM0000000000001,2026-03-01\n");

        assertThat(network.placeOf(TWO, MARCH)).contains(place("P1"));
        assertThat(network.placeOf(ONE, MARCH)).contains(place("P2"));
        assertThat(network.placeOf(ONE, MARCH.minusNanos(1_000))).contains(place("P1"));
    }

    @Test
    void allMetersOfAPlaceStandInRowsOfTheSameInstant() {
        taken(
                "place,meter,from\n"
                        + "P1,SEM0000000000001,2026-01-01\n"
                        + "P1,SEM0000000000001,2026-03-01\n"
                        + "P1,SEM0000000000009,2026-03-01\n");

        assertThat(network.installations())
                .extracting(Installation::meter)
                .containsExactly(ONE, NINE);
    }

    @Test
    void aPlaceMovesToAnotherTransformerAndATransformerToAnotherFeeder() {
        taken(TWO_HOMES);

        taken(
                "place,transformer,feeder,from\n"
                        + "P1,School,North,2026-03-01\n"
                        + "P2,Mill,South,2026-03-01\n");

        UUID moved = place("P1").id();
        Transformer mill = new Transformer("Mill");
        Transformer school = new Transformer("School");
        assertThat(network.connectionsOf(moved))
                .containsExactly(
                        new ServiceConnection(
                                moved, mill, Optional.of(Phase.L1), Period.of(JANUARY, MARCH)),
                        new ServiceConnection(
                                moved, school, Optional.empty(), Period.since(MARCH)));
        assertThat(network.feedingsOf(mill))
                .containsExactly(
                        new Feeding(mill, new Feeder("North"), Period.of(JANUARY, MARCH)),
                        new Feeding(mill, new Feeder("South"), Period.since(MARCH)));
        assertThat(network.pathsFrom(new Feeder("South"), MARCH))
                .extracting(SupplyPath::meter)
                .containsExactly(TWO);
    }

    @Test
    void aTransformerHungOnItsFeederSinceTheFirstThatIsHeardOfIt() {
        taken(TWO_HOMES);
        Transformer mill = new Transformer("Mill");

        ImportResult result =
                take("place,transformer,feeder,from\nP0,Mill,North,2025-12-01T00:00:00Z\n");

        assertThat(result.bad()).isEmpty();
        assertThat(result.movedBack()).isOne();
        assertThat(network.feedingsOf(mill))
                .extracting(Feeding::period)
                .containsExactly(Period.since(Instant.parse("2025-12-01T00:00:00Z")));
    }

    @Test
    void aTableWithoutPhasesLeavesThemAsTheyAre() {
        taken(TWO_HOMES);

        ImportResult result = take("place,transformer,from\nP1,Mill,2026-03-01\n");

        assertThat(result.nothingNew()).isTrue();
        assertThat(network.pathOf(ONE, MARCH).orElseThrow().phase()).contains(Phase.L1);
    }

    @Test
    void addressZoneAndNameAreCorrectedWhereASayIsOther() {
        taken(TWO_HOMES);
        UUID id = place("P1").id();

        ImportResult result =
                take(
                        "place,address,zone,customer,name,from\n"
                                + "P1,1a Garden Road,Asia/Dubai,C1,Ada Lovelace,"
                                + "2026-01-01T00:00:00+05:00\n"
                                + "P2,,,C2,,2026-01-01\n");

        assertThat(result).isEqualTo(new ImportResult(List.of(), 0, 0, 0, 0, 2, 0, 0, 0));
        assertThat(network.place(id))
                .contains(new Place(id, "P1", "1a Garden Road", ZoneId.of("Asia/Dubai")));
        assertThat(holderOf("P1", MARCH)).contains("Ada Lovelace");
        assertThat(place("P2").address()).isEqualTo("2 Garden Road");
    }

    @Test
    void withOneBadRowNothingIsWrittenAndEachIsTold() {
        ImportResult result =
                take(
                        TWO_HOMES
                                + "North,Mill,L4,P3,,,C3,Cy,SEM0000000000003,2026-01-01\n"
                                + "North,Mill,,P4,,Asia/Karachi,C4,Di,SEM0000000000001,2026-01-01\n");

        assertThat(result.bad())
                .containsExactly(
                        new BadRow(4, "not a phase: 'L4'; it is L1, L2, L3 or L1L2L3"),
                        new BadRow(
                                5,
                                "meter SEM0000000000001 hangs at place 'P1' since"
                                        + " 2025-12-31T19:00:00Z, so nothing else can hold from"
                                        + " 2025-12-31T19:00:00Z on"));
        assertThat(network.homes()).isEmpty();
        assertThat(network.feeders()).isEmpty();
    }

    @Test
    void aWholeTownIsTakenAndFoundAgain() {
        String town =
                HEADER
                        + IntStream.range(0, 5_000)
                                .mapToObj(NetworkImportTest::townHome)
                                .collect(Collectors.joining("\n"));

        assertThat(take(town))
                .isEqualTo(new ImportResult(List.of(), 10, 100, 5_000, 5_000, 0, 15_100, 0, 0));
        assertThat(take(town).nothingNew()).isTrue();
        assertThat(network.pathsFrom(new Feeder("F3"), MARCH)).hasSize(500);
        assertThat(network.pathsFrom(new Transformer("T33"), MARCH)).hasSize(50);
    }

    private static String townHome(int i) {
        return String.format(
                Locale.ROOT,
                "F%d,T%d,L%d,P%d,Street %d,Asia/Karachi,C%d,Customer %d,SEM%013d,2026-01-01",
                i % 10,
                i % 100,
                i % 3 + 1,
                i,
                i,
                i,
                i,
                i);
    }

    /// All links as the database holds them.
    private List<String> everything() {
        return List.of("feedings", "service_connections", "occupancies", "installations").stream()
                .flatMap(
                        table ->
                                database
                                        .jdbi()
                                        .withHandle(
                                                handle ->
                                                        handle.createQuery(
                                                                        "select t::text from network."
                                                                                + table
                                                                                + " t order by 1")
                                                                .mapTo(String.class)
                                                                .list())
                                        .stream())
                .toList();
    }
}
