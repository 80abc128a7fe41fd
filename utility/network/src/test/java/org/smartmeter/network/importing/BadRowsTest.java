package org.smartmeter.network.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;
import org.smartmeter.network.Network;

/// What a table cannot say, and what is told of it. On record is place P1 with customer C1, meter
/// SEM0000000000001, transformer T1 and feeder F1 since 2026-03-01.
class BadRowsTest {

    private static Database database;
    private static NetworkImport networkImport;

    @BeforeAll
    static void open() {
        database = TestDatabases.fresh();
        Network.open(database);
        networkImport = new NetworkImport(database.jdbi(), ZoneId.of("Europe/Berlin"));
        Table recorded =
                Table.of(
                        "place,transformer,feeder,customer,name,meter,from\n"
                                + "P1,T1,F1,C1,Ada,SEM0000000000001,2026-03-01T00:00Z\n");
        assertThat(networkImport.take(recorded.columns(), recorded.rows(), false).bad()).isEmpty();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static String told(String table) {
        Table read = Table.of(table.replace(" / ", "\n"));
        return networkImport.take(read.columns(), read.rows(), true).bad().stream()
                .map(bad -> bad.line() + ": " + bad.reason())
                .collect(Collectors.joining(" / "));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    place,from / ,2026-01-01             | 2: there is no place
                    place,from / P2,                     | 2: there is no from
                    place,from / P2,yesterday            | 2: 'yesterday' is not a time; write 2014-07-01 00:00:00
                    place,from / P2,2026-02-30           | 2: '2026-02-30' is not a date
                    place,from / P2,1026-01-01           | 2: from '1026-01-01' is not between the years 1900 and 2200
                    place,from / P2,2200-01-02           | 2: from '2200-01-02' is not between the years 1900 and 2200
                    place,from / P2,2026-03-29T02:30     | 2: '2026-03-29T02:30' does not exist in Europe/Berlin: the clock skips it
                    place,from / P2,2026-10-25T02:30     | 2: from '2026-10-25T02:30' comes twice in Europe/Berlin; write its offset
                    place,from / P2,2026-10-25T02:30+02:00 | ''
                    place,zone,from / P2,Mars,2026-01-01 | 2: 'Mars' is no time zone; write one like Asia/Karachi
                    place,meter,from / P2,4711,2026-01-01 | 2: not a meter id: '4711'; it is three capital letters and thirteen digits, like SEM0000000004410
                    place,transformer,phase,from / P2,T1,L4,2026-01-01 | 2: not a phase: 'L4'; it is L1, L2, L3 or L1L2L3
                    place,transformer,phase,from / P2,T1,l1l2l3,2026-01-01 | ''
                    place,transformer,phase,from / P2,,L1,2026-01-01 | 2: there is the phase 'L1' but no transformer
                    place,transformer,feeder,from / P2,,F1,2026-01-01 | 2: there is the feeder 'F1' but no transformer
                    place,customer,name,from / P2,,Ada,2026-01-01 | 2: there is the name 'Ada' but no customer
                    place,customer,from / P2,C2,2026-01-01 | 2: customer 'C2' is not on record, so the name is needed
                    place,customer,from / P2,C1,2026-01-01 | ''
                    """)
    void aRowThatCannotBe(String table, String told) {
        assertThat(told(table)).isEqualTo(told);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    place,address,from / P2,X,2026-01-01 / P2,Y,2026-02-01 | 3: the address of place 'P2' is 'Y' here and 'X' in line 2
                    place,zone,from / P2,UTC,2026-01-01 / P2,Asia/Dubai,2026-02-01 | 3: the zone of place 'P2' is 'Asia/Dubai' here and 'UTC' in line 2
                    place,customer,name,from / P2,C1,Ada,2026-01-01 / P3,C1,Bea,2026-01-01 | 3: the name of customer 'C1' is 'Bea' here and 'Ada' in line 2
                    place,transformer,from / P2,T1,2026-01-01T00:00Z / P2,T2,2026-01-01T00:00Z | 3: says otherwise than line 2 how place 'P2' is supplied or who holds its account from 2026-01-01T00:00:00Z on
                    place,meter,from / P2,SEM0000000000002,2026-01-01T00:00Z / P3,SEM0000000000002,2026-01-01T00:00Z | 3: meter SEM0000000000002 hangs at place 'P2' since 2026-01-01T00:00:00Z, so nothing else can hold from 2026-01-01T00:00:00Z on
                    place,meter,from / P2,SEM0000000000002,2026-01-01T00:00Z / P2,SEM0000000000002,2026-01-01T00:00Z | ''
                    place,transformer,feeder,from / P2,T2,F1,2026-01-01T00:00Z / P3,T2,F2,2026-01-01T00:00Z | 3: transformer 'T2' hangs on feeder 'F1' since 2026-01-01T00:00:00Z, so nothing else can hold from 2026-01-01T00:00:00Z on
                    """)
    void rowsThatContradictEachOther(String table, String told) {
        assertThat(told(table)).isEqualTo(told);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    place,customer,name,from / P1,C2,Bob,2026-03-01T00:00Z | 2: the account of place 'P1' is held by Ada since 2026-03-01T00:00:00Z, so nothing else can hold from 2026-03-01T00:00:00Z on
                    place,customer,from / P1,,2026-03-01T00:00Z | 2: the account of place 'P1' is held by Ada since 2026-03-01T00:00:00Z, so nothing else can hold from 2026-03-01T00:00:00Z on
                    place,customer,from / P1,C1,2026-02-01T00:00Z | 2: the account of place 'P1' is held by Ada since 2026-03-01T00:00:00Z, so nothing else can hold from 2026-02-01T00:00:00Z on
                    place,transformer,from / P1,T2,2026-02-01T00:00Z | 2: place 'P1' is connected to transformer 'T1' since 2026-03-01T00:00:00Z, so nothing else can hold from 2026-02-01T00:00:00Z on
                    place,transformer,feeder,from / P2,T1,F2,2026-02-01T00:00Z | 2: transformer 'T1' hangs on feeder 'F1' since 2026-03-01T00:00:00Z, so nothing else can hold from 2026-02-01T00:00:00Z on
                    place,meter,from / P2,SEM0000000000001,2026-02-01T00:00Z | 2: meter SEM0000000000001 hangs at place 'P1' since 2026-03-01T00:00:00Z, so nothing else can hold from 2026-02-01T00:00:00Z on
                    place,meter,from / P1,SEM0000000000002,2026-03-01T00:00Z | 2: meter SEM0000000000001 hangs at place 'P1' since 2026-03-01T00:00:00Z, so nothing else can hold from 2026-03-01T00:00:00Z on
                    place,meter,from / P2,SEM0000000000001,2026-03-01T00:00:01Z | ''
                    """)
    void aRowThatContradictsTheRecord(String table, String told) {
        assertThat(told(table)).isEqualTo(told);
    }

    @Test
    void aTextIsBoundedAndPlain() {
        assertThat(told("place,address,from / P2," + "x".repeat(201) + ",2026-01-01"))
                .isEqualTo("2: the address is longer than 200 characters");
        assertThat(told("place,address,from / P2," + "x".repeat(200) + ",2026-01-01")).isEmpty();
        assertThat(told("place,from / P\0,2026-01-01"))
                .isEqualTo("2: the place holds a control character");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    place                | the columns must hold place,from
                    from,meter           | the columns must hold place,from
                    place,from,feeder    | the column feeder needs the column transformer
                    place,from,phase     | the column phase needs the column transformer
                    place,from,name      | the column name needs the column customer
                    """)
    void columnsThatSayTooLittle(String header, String told) {
        Table table = Table.of(header);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> networkImport.take(table.columns(), table.rows(), true))
                .withMessage(told);
    }
}
