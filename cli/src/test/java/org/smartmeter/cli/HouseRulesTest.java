package org.smartmeter.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The house rules of ARCHITECTURE.md, held by the build.
class HouseRulesTest {

    private static final String OURS = "org.smartmeter.";

    /// What each room may see of ours, beside itself.
    private static final Map<String, List<String>> MAY_SEE =
            Map.ofEntries(
                    Map.entry("terms", List.of()),
                    Map.entry("wire", List.of("terms")),
                    Map.entry("metrology", List.of()),
                    Map.entry("journal", List.of("terms")),
                    Map.entry("device", List.of("metrology", "journal", "wire", "terms")),
                    Map.entry(
                            "drivers", List.of("metrology", "device", "journal", "wire", "terms")),
                    Map.entry(
                            "board",
                            List.of("drivers", "device", "metrology", "journal", "wire", "terms")),
                    Map.entry("database", List.of()),
                    Map.entry("network", List.of("database", "terms")),
                    Map.entry("headend", List.of("database", "wire", "terms")),
                    Map.entry("readings", List.of("database", "wire", "terms")),
                    Map.entry("commands", List.of("database", "wire", "terms")),
                    Map.entry(
                            "server",
                            List.of(
                                    "network",
                                    "headend",
                                    "readings",
                                    "commands",
                                    "database",
                                    "wire",
                                    "terms")),
                    Map.entry(
                            "simulator",
                            List.of("board", "device", "journal", "metrology", "wire", "terms")),
                    Map.entry(
                            "world",
                            List.of(
                                    "simulator",
                                    "device",
                                    "journal",
                                    "metrology",
                                    "headend",
                                    "readings",
                                    "wire",
                                    "terms")));

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.smartmeter");

    @TestFactory
    Stream<DynamicTest> everyRoomSeesOnlyWhatItMay() {
        return MAY_SEE.entrySet().stream()
                .map(
                        room ->
                                DynamicTest.dynamicTest(
                                        room.getKey(),
                                        () -> sees(room.getKey(), room.getValue()).check(HOUSE)));
    }

    private static ArchRule sees(String room, List<String> others) {
        return noClasses()
                .that()
                .resideInAPackage(OURS + room + "..")
                .should()
                .dependOnClassesThat(liveOutside(room, others));
    }

    private static DescribedPredicate<JavaClass> liveOutside(String room, List<String> others) {
        return DescribedPredicate.describe(
                "live in a room of ours other than " + room + " and " + others,
                seen ->
                        seen.getPackageName().startsWith(OURS)
                                && Stream.concat(Stream.of(room), others.stream())
                                        .noneMatch(may -> livesIn(seen, may)));
    }

    private static boolean livesIn(JavaClass seen, String room) {
        return (seen.getPackageName() + ".").startsWith(OURS + room + ".");
    }

    @Test
    void roomsFormNoCircle() {
        slices().matching(OURS + "(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void theFrameworkStaysInTheServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(OURS + "server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta.servlet..")
                .check(HOUSE);
    }

    @Test
    void roomsAreHandedTheirClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        MAY_SEE.keySet().stream()
                                .map(room -> OURS + room + "..")
                                .toArray(String[]::new))
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "ask the machine for the time", HouseRulesTest::asksForTheTime))
                .check(HOUSE);
    }

    private static boolean asksForTheTime(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        return switch (call.getName()) {
            case "now" ->
                    call.getTarget().getRawParameterTypes().isEmpty()
                            && Set.of(
                                            Instant.class.getName(),
                                            LocalDate.class.getName(),
                                            ZonedDateTime.class.getName())
                                    .contains(owner);
            case "currentTimeMillis" -> true;
            default -> owner.equals(Clock.class.getName()) && call.getName().startsWith("system");
        };
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages(OURS + "cli..", OURS + "benchmarks..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(HOUSE);
    }
}
