package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The software is called what its build is.
class BuiltSoftwareTest {

    private static String inBuild(String element) throws IOException {
        Matcher found =
                Pattern.compile("<" + element + ">([^<]+)</")
                        .matcher(Files.readString(Path.of("../../pom.xml")));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void versionAndDateAreTheBuilds() throws IOException {
        BuiltSoftware software = BuiltSoftware.running();

        assertThat(software.version()).isEqualTo(inBuild("version").replace("-SNAPSHOT", ""));
        assertThat(software.date())
                .isEqualTo(Instant.parse(inBuild("project.build.outputTimestamp")));
        assertThat(software.meter()).isEqualTo("smart-meter " + software.version());
        assertThat(SoftwareVersion.in(software.meter()))
                .isGreaterThan(new SoftwareVersion(0, 0, 0));
    }
}
