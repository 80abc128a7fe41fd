package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.smartmeter.board.software.SoftwareImage;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.SoftwareHead;
import org.smartmeter.wire.v1.SoftwareManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Signs a software image with the maker's key, which lies in a file of 64 hexadecimal digits.
@Command(
        name = "sign-image",
        description = {
            "Packs and signs a software image for boards.",
            "The directory is the one that meter/board/image.sh makes."
        },
        mixinStandardHelpOptions = true)
final class SignImageCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the image as a directory")
    private Path directory = Path.of("");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "the maker's private key")
    private Path key = Path.of("");

    @Option(
            names = "--new-key",
            description = "make the key; FILE.pub is what boards have as software.key")
    private boolean newKey;

    @Option(names = "--version-number", required = true, paramLabel = "X.Y.Z")
    private String version = "";

    @Option(
            names = "--board",
            defaultValue = "generic",
            paramLabel = "KIND",
            description = "kind of board it is for (${DEFAULT-VALUE})")
    private String board = "";

    @Option(
            names = "--after",
            defaultValue = "",
            paramLabel = "X.Y.Z",
            description = "oldest software that it may follow")
    private String after = "";

    @Option(names = "--out", required = true, paramLabel = "FILE")
    private Path out = Path.of("");

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        version(version, "--version-number");
        if (!after.isEmpty()) {
            version(after, "--after");
        }
        SoftwareManifest described =
                SoftwareManifest.newBuilder()
                        .setVersion(version)
                        .setBoard(board)
                        .setMinimumVersion(after)
                        .build();
        SoftwareHead head;
        try {
            head = SoftwareImage.write(directory, described, signer(), out);
        } catch (IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
        String hash = HexFormat.of().formatHex(head.manifestHash());
        PrintWriter print = spec.commandLine().getOut();
        if (json) {
            new Report()
                    .with("image", out.toString())
                    .with("version", version)
                    .with("board", board)
                    .with("bytes", Files.size(out))
                    .with("manifestSha256", hash)
                    .print(print);
        } else {
            print.println(out + ": " + version + " for " + board + ", ordered by " + hash);
        }
        return 0;
    }

    private static void version(String text, String option) {
        if (!text.matches("\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}")) {
            throw new BadInput(option + " is '" + text + "'; write one like 0.2.0");
        }
    }

    private Ed25519Signer signer() throws IOException {
        if (newKey) {
            make();
        }
        try {
            byte[] raw = HexFormat.of().parseHex(Files.readString(key).strip());
            return Ed25519.signer(RawKeys.ed25519Private(raw));
        } catch (IllegalArgumentException e) {
            throw new BadInput(key + ":1: is no Ed25519 private key in hexadecimal");
        }
    }

    private void make() throws IOException {
        if (Files.exists(key)) {
            throw new BadInput(key + ": is there already; a key is never replaced");
        }
        KeyPair made = RawKeys.newEd25519();
        Files.createFile(
                key,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        write(key, RawKeys.raw(made.getPrivate()));
        write(Path.of(key + ".pub"), RawKeys.raw(made.getPublic()));
    }

    private static void write(Path file, byte[] raw) throws IOException {
        Files.writeString(
                file,
                HexFormat.of().formatHex(raw) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }
}
