package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.SoftwareHead;

/// What the command packs carries the maker's signature and the hash that an order needs.
class SignImageTest {

    @TempDir private Path directory;
    private Path software = Path.of("");

    @BeforeEach
    void software() throws IOException {
        software = Files.createDirectories(directory.resolve("meter"));
        Files.createDirectories(software.resolve("bin"));
        Files.writeString(software.resolve("bin/meter"), "#!/bin/sh\n");
    }

    @Test
    void anImageIsSignedAndTheSameFilesMakeTheSameBytes() throws Exception {
        CommandRun first = sign("one.img", "--new-key");
        CommandRun again = sign("two.img");

        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(directory.resolve("one.img"))
                .hasSameBinaryContentAs(directory.resolve("two.img"));
        try (InputStream image = Files.newInputStream(directory.resolve("one.img"))) {
            SoftwareHead head = SoftwareHead.read(image);
            String digits = Files.readString(directory.resolve("maker.pub")).strip();
            assertThat(head.isSignedBy(Ed25519.verifier(HexFormat.of().parseHex(digits)))).isTrue();
            assertThat(first.out())
                    .contains(HexFormat.of().formatHex(head.manifestHash()))
                    .contains("0.2.0");
        }
    }

    @Test
    void wrongUseIsRefusedInOneLine() throws IOException {
        assertThat(sign("x.img").err()).contains("maker: no such file");
        sign("x.img", "--new-key");
        assertThat(sign("x.img", "--new-key").err()).contains("a key is never replaced");
        Files.delete(software.resolve("bin/meter"));
        CommandRun run = sign("y.img");
        assertThat(run.exit()).isEqualTo(Smartmeter.BAD_INPUT);
        assertThat(run.err()).contains("has no bin/meter");
        assertThat(directory.resolve("y.img")).doesNotExist();
    }

    private CommandRun sign(String image, String... more) {
        Object[] words = {
            "meter",
            "sign-image",
            software,
            "--key",
            directory.resolve("maker"),
            "--version-number",
            "0.2.0",
            "--out",
            directory.resolve(image)
        };
        Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return CommandRun.of(all);
    }
}
