package org.smartmeter.device;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.RawKeys;

/// The keys of a meter as one properties file, binary values in Base64. One file, put in place by
/// one rename, so that a meter is enrolled or is not.
final class MeterKeysFile {

    private static final String NAME = "meter-keys.properties";
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private MeterKeysFile() {}

    static boolean exists(Path directory) {
        return Files.exists(directory.resolve(NAME));
    }

    static void write(Path directory, MeterKeys keys) {
        Properties properties = new Properties();
        properties.setProperty("meter", keys.meter().value());
        put(properties, "transport-key", keys.transportKey().getEncoded());
        put(properties, "certificates", encoded(keys.certificateChain()));
        properties.setProperty("broker-host", keys.brokerHost());
        properties.setProperty("broker-port", Integer.toString(keys.brokerPort()));
        put(properties, "seal-key", RawKeys.raw(keys.sealKey().getPrivate()));
        put(properties, "seal-key-public", RawKeys.raw(keys.sealKey().getPublic()));
        put(properties, "chain-key", RawKeys.raw(keys.chainKey().getPrivate()));
        put(properties, "chain-key-public", RawKeys.raw(keys.chainKey().getPublic()));
        put(properties, "utility-seal-key", keys.utilitySealKey());
        properties.setProperty("generation", Integer.toString(keys.generation()));
        put(properties, "command-key", keys.commandKey());
        put(properties, "approval-key", keys.approvalKey());
        properties.setProperty("sample-period", Integer.toString(keys.schedule().samplePeriod()));
        properties.setProperty("push-period", Integer.toString(keys.schedule().pushPeriod()));
        try {
            replace(directory, properties);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the keys in " + directory, e);
        }
    }

    private static void put(Properties properties, String name, byte[] value) {
        properties.setProperty(name, Base64.getEncoder().encodeToString(value));
    }

    private static byte[] encoded(List<X509Certificate> chain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (X509Certificate certificate : chain) {
            try {
                bytes.writeBytes(certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalArgumentException("a certificate without encoding", e);
            }
        }
        return bytes.toByteArray();
    }

    private static void replace(Path directory, Properties properties) throws IOException {
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path temporary = directory.resolve(NAME + ".new");
        Files.deleteIfExists(temporary);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        properties.store(text, "Secret: the keys of this meter. Readable by its owner only.");
        Set<StandardOpenOption> options =
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel file =
                FileChannel.open(temporary, options, PosixFilePermissions.asFileAttribute(OWNER))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toByteArray());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(temporary, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    static Optional<MeterKeys> read(Path directory) {
        Path file = directory.resolve(NAME);
        if (!exists(directory)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the keys in " + file, e);
        }
        try {
            return Optional.of(keysOf(properties));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    file + " is damaged (" + e.getMessage() + "); enrol the meter again", e);
        }
    }

    private static MeterKeys keysOf(Properties properties) throws GeneralSecurityException {
        return new MeterKeys(
                new MeterId(text(properties, "meter")),
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(bytes(properties, "transport-key"))),
                certificates(bytes(properties, "certificates")),
                text(properties, "broker-host"),
                number(properties, "broker-port"),
                new KeyPair(
                        RawKeys.x25519Public(bytes(properties, "seal-key-public")),
                        RawKeys.x25519Private(bytes(properties, "seal-key"))),
                new KeyPair(
                        RawKeys.ed25519Public(bytes(properties, "chain-key-public")),
                        RawKeys.ed25519Private(bytes(properties, "chain-key"))),
                bytes(properties, "utility-seal-key"),
                number(properties, "generation"),
                bytes(properties, "command-key"),
                bytes(properties, "approval-key"),
                new Schedule(
                        number(properties, "sample-period"), number(properties, "push-period")));
    }

    private static String text(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static byte[] bytes(Properties properties, String name) {
        return Base64.getDecoder().decode(text(properties, name));
    }

    private static int number(Properties properties, String name) {
        return Integer.parseInt(text(properties, name));
    }

    static List<X509Certificate> certificates(byte[] concatenated) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(concatenated))) {
            chain.add((X509Certificate) certificate);
        }
        return chain;
    }
}
