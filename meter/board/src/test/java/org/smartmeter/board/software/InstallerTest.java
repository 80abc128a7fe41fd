package org.smartmeter.board.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smartmeter.board.software.SoftwareRefusedException.Reason;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.v1.Software;
import org.smartmeter.wire.v1.SoftwareManifest;

/// An image reaches the slot whole, as ordered and signed, or not at all.
class InstallerTest {

    private static final byte[] CONTENT =
            TestImage.zip(
                    new TreeMap<>(
                            Map.of(
                                    "bin/meter", "#!/bin/sh\n",
                                    "lib/big.jar", "x".repeat(300_000),
                                    "runtime/lib/jspawnhelper", "elf")));
    private static final SoftwareManifest MANIFEST = TestImage.manifest(CONTENT).build();

    @TempDir private Path directory;
    private Path slot = Path.of("");

    @BeforeEach
    void name() {
        slot = directory.resolve("a");
    }

    @Test
    void anOrderedImageLiesInTheSlotWithItsProgramsExecutable() throws Exception {
        byte[] image = TestImage.image(MANIFEST, CONTENT, TestImage.MAKER);

        assertThat(install(TestImage.order(MANIFEST), (_, _, offset) -> from(image, offset)))
                .isEqualTo(MANIFEST);

        assertThat(slot.resolve("bin/meter")).hasContent("#!/bin/sh\n").isExecutable();
        assertThat(slot.resolve("runtime/lib/jspawnhelper")).isExecutable();
        assertThat(slot.resolve("lib/big.jar")).hasSize(300_000);
        assertThat(Files.isExecutable(slot.resolve("lib/big.jar"))).isFalse();
    }

    @Test
    void aLostConnectionIsFetchedOnFromWhereItBroke() throws Exception {
        byte[] image = TestImage.image(MANIFEST, CONTENT, TestImage.MAKER);
        int half = image.length / 2;
        List<Long> offsets = new ArrayList<>();
        ImageSource source =
                (_, _, offset) -> {
                    offsets.add(offset);
                    return from(offsets.size() == 1 ? Arrays.copyOf(image, half) : image, offset);
                };
        Software order = TestImage.order(MANIFEST);

        assertThatThrownBy(() -> install(order, source))
                .isInstanceOf(IOException.class)
                .hasMessage("the image ended after " + half + " bytes");
        assertThat(slot).doesNotExist();
        install(order, source);

        assertThat(offsets).containsExactly(0L, (long) half);
        assertThat(slot.resolve("bin/meter")).exists();
    }

    @Test
    void whatWasFetchedOfAnotherImageOrIsDamagedBeginsAnew() throws Exception {
        byte[] image = TestImage.image(MANIFEST, CONTENT, TestImage.MAKER);
        byte[] damaged = image.clone();
        damaged[image.length / 2 - 1]++;
        List<Long> offsets = new ArrayList<>();
        Software order = TestImage.order(MANIFEST);
        assertThatThrownBy(
                        () ->
                                install(
                                        order,
                                        (_, _, offset) ->
                                                from(
                                                        Arrays.copyOf(damaged, image.length / 2),
                                                        offset)))
                .isInstanceOf(IOException.class);
        ImageSource whole =
                (_, _, offset) -> {
                    offsets.add(offset);
                    return from(image, offset);
                };

        assertThatThrownBy(() -> install(order, whole))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("begins anew");
        install(order, whole);

        assertThat(offsets).containsExactly((long) image.length / 2, 0L);
    }

    static Stream<Arguments> refusals() {
        SoftwareManifest good = MANIFEST;
        byte[] other = CONTENT.clone();
        other[5_000 % other.length]++;
        byte[] noProgram = TestImage.zip(Map.of("lib/a.jar", "a"));
        byte[] escaping = TestImage.zip(Map.of("../../etc/passwd", "root"));
        SoftwareManifest small = TestImage.manifest(CONTENT).setUnpackedSize(1_000).build();
        return Stream.of(
                image(
                        "another key signed it",
                        good,
                        CONTENT,
                        RawKeys.newEd25519(),
                        Reason.SIGNATURE),
                image("its bytes differ", good, other, TestImage.MAKER, Reason.HASH),
                image(
                        "another board",
                        TestImage.manifest(CONTENT).setBoard("other").build(),
                        CONTENT,
                        TestImage.MAKER,
                        Reason.OTHER_BOARD),
                image(
                        "older",
                        TestImage.manifest(CONTENT).setVersion("0.1.9").build(),
                        CONTENT,
                        TestImage.MAKER,
                        Reason.OLDER),
                image(
                        "one is left out",
                        TestImage.manifest(CONTENT).setMinimumVersion("0.2.1").build(),
                        CONTENT,
                        TestImage.MAKER,
                        Reason.NEEDS_ANOTHER),
                image(
                        "of no size",
                        TestImage.manifest(CONTENT).setSize(0).build(),
                        CONTENT,
                        TestImage.MAKER,
                        Reason.SIZE),
                image("unpacks to more", small, CONTENT, TestImage.MAKER, Reason.NOT_UNPACKED),
                image(
                        "no program",
                        TestImage.manifest(noProgram).build(),
                        noProgram,
                        TestImage.MAKER,
                        Reason.NOT_UNPACKED),
                image(
                        "leaves the slot",
                        TestImage.manifest(escaping).build(),
                        escaping,
                        TestImage.MAKER,
                        Reason.NOT_UNPACKED));
    }

    private static Arguments image(
            String name,
            SoftwareManifest manifest,
            byte[] content,
            java.security.KeyPair maker,
            Reason reason) {
        return Arguments.of(name, manifest, TestImage.image(manifest, content, maker), reason);
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("refusals")
    void anImageThatIsNotRightIsRefused(
            String name, SoftwareManifest manifest, byte[] image, Reason reason) {
        assertThatThrownBy(
                        () ->
                                install(
                                        TestImage.order(manifest),
                                        (_, _, offset) -> from(image, offset)))
                .isInstanceOfSatisfying(
                        SoftwareRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(directory.resolve("passwd")).doesNotExist();
    }

    @Test
    void anotherImageThanTheOrderedOneIsRefusedAtItsHead() {
        byte[] image = TestImage.image(MANIFEST, CONTENT, TestImage.MAKER);
        Software order = TestImage.order(TestImage.manifest(CONTENT).setVersion("0.4.0").build());

        assertThatThrownBy(() -> install(order, (_, _, offset) -> from(image, offset)))
                .isInstanceOfSatisfying(
                        SoftwareRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_ORDERED));
        assertThatThrownBy(
                        () -> install(order, (_, _, _) -> from("<html>".repeat(900).getBytes(), 0)))
                .isInstanceOf(SoftwareRefusedException.class)
                .hasMessageContaining("no software image");
    }

    @Test
    void anOlderVersionIsTakenIfTheOrderSaysSo() throws Exception {
        SoftwareManifest older = TestImage.manifest(CONTENT).setVersion("0.1.0").build();
        byte[] image = TestImage.image(older, CONTENT, TestImage.MAKER);

        install(
                TestImage.order(older).toBuilder().setAllowDowngrade(true).build(),
                (_, _, offset) -> from(image, offset));

        assertThat(slot.resolve("bin/meter")).exists();
    }

    private SoftwareManifest install(Software order, ImageSource source)
            throws IOException, SoftwareRefusedException {
        try (DirectoryFiles files = DirectoryFiles.open(directory.resolve("fetched"))) {
            return new Installer(files, new DirectorySlots(directory), source, TestImage.ACCEPTANCE)
                    .install(order, Slot.A);
        }
    }

    private static InputStream from(byte[] image, long offset) {
        return new ByteArrayInputStream(image, (int) offset, image.length - (int) offset);
    }
}
