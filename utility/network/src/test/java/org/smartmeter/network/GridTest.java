package org.smartmeter.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;
import org.smartmeter.terms.MeterId;

/// Feeders, transformers and what hangs on them, and when.
class GridTest {

    private static final ZoneId KARACHI = ZoneId.of("Asia/Karachi");
    private static final MeterId ADAS = new MeterId("SEM0000000000001");
    private static final MeterId BOBS = new MeterId("SEM0000000000002");
    private static final MeterId WITHOUT_GRID = new MeterId("SEM0000000000003");
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

    private final Database database = TestDatabases.fresh();
    private final Network network = Network.open(database);
    private final Feeder north = network.createFeeder("North");
    private final Feeder south = network.createFeeder("South");
    private final Transformer mill = network.createTransformer("Mill");
    private final Transformer school = network.createTransformer("School");
    private final Place adas = home("Ada", ADAS);
    private final Place bobs = home("Bob", BOBS);

    @BeforeEach
    void connect() {
        home("Cy", WITHOUT_GRID);
        network.feed(mill, north, JANUARY);
        network.feed(school, north, JANUARY);
        network.connect(adas.id(), mill, Optional.of(Phase.L2), JANUARY);
        network.connect(bobs.id(), school, Optional.empty(), JANUARY);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Place home(String customer, MeterId meter) {
        return network.createHomes(
                        List.of(
                                new NewHome(
                                        "Home of " + customer,
                                        "",
                                        KARACHI,
                                        customer,
                                        meter,
                                        JANUARY)))
                .getFirst()
                .place();
    }

    @Test
    void theWayUpFromAMeterNamesAllBetweenItAndTheFeeder() {
        SupplyPath path = network.pathOf(ADAS, MARCH).orElseThrow();

        assertThat(path.place()).isEqualTo(adas);
        assertThat(path.customer().orElseThrow().name()).isEqualTo("Ada");
        assertThat(path.phase()).contains(Phase.L2);
        assertThat(path.transformer()).contains(mill);
        assertThat(path.feeder()).contains(north);
        assertThat(network.pathOf(ADAS, JANUARY.minusMillis(1))).isEmpty();
    }

    @Test
    void whereTheGridIsNotOnRecordTheWayEndsAtThePlace() {
        SupplyPath path = network.pathOf(WITHOUT_GRID, MARCH).orElseThrow();

        assertThat(path.place().name()).isEqualTo("Home of Cy");
        assertThat(path.transformer()).isEmpty();
        assertThat(path.feeder()).isEmpty();
    }

    @Test
    void aTransformerThatIsFedFromElsewhereTakesItsMetersAlongFromThatInstantOn() {
        network.feed(mill, south, MARCH);

        assertThat(metersFrom(north, MARCH.minusMillis(1))).containsExactly(ADAS, BOBS);
        assertThat(metersFrom(north, MARCH)).containsExactly(BOBS);
        assertThat(metersFrom(south, MARCH)).containsExactly(ADAS);
        assertThat(metersFrom(south, MARCH.minusMillis(1))).isEmpty();
        assertThat(network.feedingsOf(mill))
                .containsExactly(
                        new Feeding(mill, north, Period.of(JANUARY, MARCH)),
                        new Feeding(mill, south, Period.since(MARCH)));
        assertThat(network.feedingsFrom(north, JUNE))
                .containsExactly(new Feeding(school, north, Period.since(JANUARY)));
    }

    private List<MeterId> metersFrom(Feeder feeder, Instant at) {
        return network.pathsFrom(feeder, at).stream().map(SupplyPath::meter).toList();
    }

    @Test
    void aPlaceMovedToAnotherTransformerKeepsItsHistory() {
        network.connect(adas.id(), school, Optional.of(Phase.L1L2L3), MARCH);

        assertThat(network.pathsFrom(mill, MARCH)).isEmpty();
        assertThat(network.pathsFrom(school, MARCH))
                .extracting(SupplyPath::meter)
                .containsExactly(ADAS, BOBS);
        assertThat(network.connectionsOf(adas.id()))
                .containsExactly(
                        new ServiceConnection(
                                adas.id(), mill, Optional.of(Phase.L2), Period.of(JANUARY, MARCH)),
                        new ServiceConnection(
                                adas.id(), school, Optional.of(Phase.L1L2L3), Period.since(MARCH)));
        assertThat(network.connectionsAt(school, JUNE))
                .extracting(ServiceConnection::place)
                .as("those whose phase nobody knows come last")
                .containsExactly(adas.id(), bobs.id());
    }

    @Test
    void anExchangedMeterIsBehindTheSameTransformer() {
        MeterId replacement = new MeterId("SEM0000000000009");
        network.exchange(ADAS, replacement, MARCH);

        assertThat(network.pathsFrom(mill, MARCH.minusMillis(1)))
                .extracting(SupplyPath::meter)
                .containsExactly(ADAS);
        assertThat(network.pathsFrom(mill, MARCH))
                .extracting(SupplyPath::meter)
                .containsExactly(replacement);
    }

    @Test
    void whatContradictsTheRecordIsRefusedInWords() {
        assertThatThrownBy(() -> network.createFeeder(" North "))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessage("there is a feeder North already");
        assertThatThrownBy(() -> network.createTransformer("Mill"))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessage("there is a transformer Mill already");
        assertThatIllegalArgumentException().isThrownBy(() -> network.createFeeder(" "));
        assertThatThrownBy(() -> network.feed(mill, south, JANUARY))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("was put on a feeder then, or later");
        assertThatThrownBy(
                        () ->
                                network.connect(
                                        adas.id(),
                                        school,
                                        Optional.empty(),
                                        JANUARY.minusMillis(1)))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("was connected to a transformer then, or later");
        assertThatThrownBy(() -> network.feed(mill, new Feeder("East"), MARCH))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("unknown");
        assertThatThrownBy(() -> network.connect(UUID.randomUUID(), mill, Optional.empty(), MARCH))
                .isInstanceOf(NetworkConflictException.class)
                .hasMessageContaining("unknown");
        assertThat(network.feeders()).containsExactly(north, south);
        assertThat(network.transformers()).containsExactly(mill, school);
        assertThat(network.feedingsOf(mill)).hasSize(1);
        assertThat(network.connectionsOf(adas.id())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'insert into network.feedings values (''Mill'', ''South'', tstzrange(''2026-02-01'', null))'",
        "'insert into network.service_connections select place, ''School'', null,"
                + " tstzrange(''2026-02-01'', null) from network.service_connections'"
    })
    void theDatabaseItselfRefusesTwoAtATime(String sql) {
        assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute(sql)))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("at_a_time");
    }
}
