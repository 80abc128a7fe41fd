package org.smartmeter.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;
import org.smartmeter.terms.MeterId;

class NetworkTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final MeterId OLD_METER = new MeterId("SEM0000000000001");
    private static final MeterId NEW_METER = new MeterId("SEM0000000000002");
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

    private static Database database;
    private static Network network;

    @BeforeAll
    static void open() {
        database = TestDatabases.fresh();
        network = Network.open(database);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "truncate network.installations, network.occupancies,"
                                                + " network.service_connections, network.places,"
                                                + " network.customers"));
    }

    private static Place home() {
        return network.createPlace("Home 1", "Lindenweg 1, Ulm", BERLIN);
    }

    @Test
    void whatWasCreatedIsFoundAsItWas() {
        Place place = home();
        Customer customer = network.createCustomer("  Ada Lovelace ");

        assertThat(network.place(place.id())).contains(place);
        assertThat(network.customer(customer.id())).contains(customer);
        assertThat(customer.name()).isEqualTo("Ada Lovelace");
        assertThat(network.place(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aBlankNameIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.createPlace(" ", "", BERLIN))
                .withMessageContaining("blank");
        assertThatIllegalArgumentException().isThrownBy(() -> network.createCustomer(""));
    }

    @Test
    void anExchangedMeterLeavesItsHistoryBehind() {
        Place place = home();
        network.install(OLD_METER, place.id(), JANUARY);
        network.remove(OLD_METER, MARCH);
        network.install(NEW_METER, place.id(), MARCH);

        assertThat(network.placeOf(OLD_METER, MARCH.minusMillis(1))).contains(place);
        assertThat(network.installationOf(OLD_METER, MARCH)).isEmpty();
        assertThat(network.installationOf(NEW_METER, MARCH))
                .contains(new Installation(NEW_METER, place.id(), Period.since(MARCH)));
        assertThat(network.historyOf(OLD_METER))
                .containsExactly(
                        new Installation(OLD_METER, place.id(), Period.of(JANUARY, MARCH)));
        assertThat(network.installations())
                .containsExactly(new Installation(NEW_METER, place.id(), Period.since(MARCH)));
    }

    @Test
    void anExchangeLeavesNoTimeBetweenTheMeters() {
        Place place = home();
        network.install(OLD_METER, place.id(), JANUARY);

        network.exchange(OLD_METER, NEW_METER, MARCH);

        assertThat(network.installationsAt(place.id()))
                .containsExactly(
                        new Installation(OLD_METER, place.id(), Period.of(JANUARY, MARCH)),
                        new Installation(NEW_METER, place.id(), Period.since(MARCH)));
    }

    @Test
    void anExchangeThatCannotBeLeavesTheOldMeterWhereItHangs() {
        Place place = home();
        network.install(OLD_METER, place.id(), JANUARY);
        network.install(NEW_METER, home().id(), JANUARY);

        assertThatThrownBy(() -> network.exchange(OLD_METER, NEW_METER, MARCH))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("remove it there first");
        assertThatThrownBy(() -> network.exchange(OLD_METER, NEW_METER, JANUARY))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("not installed since before");
        assertThat(network.placeOf(OLD_METER, JUNE)).contains(place);
    }

    @Test
    void aMeterHangsAtOnePlaceAtATime() {
        Place here = home();
        Place there = network.createPlace("Home 2", "", BERLIN);
        network.install(OLD_METER, here.id(), MARCH);

        assertThatThrownBy(() -> network.install(OLD_METER, there.id(), JUNE))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("remove it there first");
        assertThat(network.placeOf(OLD_METER, JUNE)).contains(here);
    }

    @Test
    void aPlaceMayHaveSeveralMeters() {
        Place place = home();
        network.install(OLD_METER, place.id(), JANUARY);
        network.install(NEW_METER, place.id(), JANUARY);

        assertThat(network.homes()).extracting(Home::meter).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aTenantWhoMovesOutKeepsOnlyTheirOwnTime() {
        Place place = home();
        network.install(OLD_METER, place.id(), JANUARY);
        Customer ada = network.createCustomer("Ada");
        Customer bob = network.createCustomer("Bob");
        network.occupy(place.id(), ada.id(), JANUARY);
        network.vacate(place.id(), MARCH);
        network.occupy(place.id(), bob.id(), JUNE);

        assertThat(network.homeOf(ada.id(), MARCH.minusMillis(1))).contains(place);
        assertThat(network.homeOf(ada.id(), MARCH)).isEmpty();
        assertThat(network.metersOf(ada.id(), JUNE)).isEmpty();
        assertThat(network.accountHolderOf(place.id(), MARCH)).isEmpty();
        assertThat(network.accountHolderOf(place.id(), JUNE)).contains(bob);
        assertThat(network.metersOf(bob.id(), JUNE))
                .extracting(Installation::meter)
                .containsExactly(OLD_METER);
        assertThat(network.occupanciesOf(place.id()))
                .extracting(Occupancy::period)
                .containsExactly(Period.of(JANUARY, MARCH), Period.since(JUNE));
    }

    @Test
    void onePlaceHasOneAccountAtATime() {
        Place place = home();
        network.occupy(place.id(), network.createCustomer("Ada").id(), JANUARY);
        UUID bob = network.createCustomer("Bob").id();

        assertThatThrownBy(() -> network.occupy(place.id(), bob, MARCH))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("end it first");
    }

    @Test
    void whatIsUnknownOrNotOpenIsRefusedInWords() {
        assertThatThrownBy(() -> network.install(OLD_METER, UUID.randomUUID(), JANUARY))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("unknown");
        assertThatThrownBy(() -> network.remove(OLD_METER, JANUARY))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("not installed");
        Place place = home();
        network.install(OLD_METER, place.id(), MARCH);
        assertThatThrownBy(() -> network.remove(OLD_METER, MARCH))
                .isInstanceOf(NetworkConflictException.class);
        assertThatThrownBy(() -> network.vacate(place.id(), MARCH))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("no open account");
    }

    @Test
    void ofSeveralHomesTheOneHeldLongestIsTheHome() {
        Place first = home();
        Place second = network.createPlace("Shop", "", BERLIN);
        UUID ada = network.createCustomer("Ada").id();
        network.occupy(second.id(), ada, MARCH);
        network.occupy(first.id(), ada, JANUARY);

        assertThat(network.homeOf(ada, JUNE)).contains(first);
    }

    @Test
    void aSearchFindsByMeterNameAddressAndCustomer() {
        network.createHomes(homes(30));

        assertThat(network.search("sem0000000000007", 10))
                .extracting(home -> home.place().name())
                .containsExactly("Home 7");
        assertThat(network.search("Home 12", 10)).hasSize(1);
        assertThat(network.search("street 3", 100)).hasSize(1);
        assertThat(network.search("CUSTOMER 29", 10)).hasSize(1);
        assertThat(network.search("street", 5)).hasSize(5);
        assertThat(network.search("", 100)).hasSize(30);
        assertThat(network.search("100%", 10)).isEmpty();
        assertThat(network.search("_", 10)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> network.search("x", 0));
    }

    @Test
    void aTownIsCreatedAtOnceOrNotAtAll() {
        List<Home> town = network.createHomes(homes(20_000));

        assertThat(town).hasSize(20_000);
        assertThat(network.installations()).hasSize(20_000);
        Home one = town.get(4_711);
        UUID customer = one.customer().orElseThrow().id();
        assertThat(network.homeOf(customer, MARCH)).contains(one.place());
        assertThat(network.placeOf(one.meter().orElseThrow(), MARCH)).contains(one.place());

        List<NewHome> again = homes(20_001).subList(20_000, 20_001);
        List<NewHome> withOneTwice = List.of(again.getFirst(), again.getFirst());
        assertThatThrownBy(() -> network.createHomes(withOneTwice))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("nothing was created");
        assertThat(network.homes()).hasSize(20_000);
    }

    private static List<NewHome> homes(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                new NewHome(
                                        "Home " + i,
                                        "Street " + i,
                                        BERLIN,
                                        "Customer " + i,
                                        new MeterId(String.format(Locale.ROOT, "SEM%013d", i)),
                                        JANUARY))
                .toList();
    }
}
