package org.smartmeter.board.wifi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.board.wifi.WifiReport.Reach;
import org.smartmeter.board.wifi.WifiReport.State;

/// The radio as it is seen from one look to the next.
class WifiWatchTest {

    private static final String JOINED =
            "ssid=home\nmode=station\nwpa_state=COMPLETED\nip_address=192.168.1.20\n";

    @TempDir private Path directory;
    private final StandInSupplicant daemon = new StandInSupplicant();
    private final AtomicInteger probes = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        daemon.answers.put("STATUS", JOINED);
        daemon.start(directory.resolve("wlan0"), directory.resolve("own"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        daemon.close();
    }

    private WifiWatch watch(InternetProbe.Question question, BooleanSupplier lineIsUp) {
        WifiWatch watch =
                new WifiWatch(
                        directory.resolve("wlan0"),
                        directory.resolve("own"),
                        InternetProbe.of(
                                () -> {
                                    probes.incrementAndGet();
                                    return question.ask();
                                }),
                        lineIsUp);
        watch.join(new Credentials("home", "correct horse"));
        return watch;
    }

    @Test
    void noLookWaitsForWhoeverDoesNotAnswerTheProbe() {
        CountDownLatch never = new CountDownLatch(1);
        WifiWatch watch =
                watch(
                        () -> {
                            never.await();
                            return Reach.INTERNET;
                        },
                        () -> false);
        await().atMost(20, SECONDS).until(() -> probes.get() == 1);
        daemon.answers.put("STATUS", "wpa_state=SCANNING\n");
        await().atMost(8, SECONDS).until(() -> watch.report().state() != State.JOINED);
        assertThat(never.getCount()).isEqualTo(1);
    }

    @Test
    void whatTheProbeFoundIsInALaterReport() {
        WifiWatch watch = watch(() -> Reach.PORTAL, () -> false);
        await().atMost(20, SECONDS).until(() -> watch.report().reach() == Reach.PORTAL);
        assertThat(probes).hasValue(1);
    }

    @Test
    void nobodyIsAskedWhileTheUtilityIsReached() {
        WifiWatch watch = watch(() -> Reach.PORTAL, () -> true);
        await().atMost(20, SECONDS).until(() -> watch.report().reach() == Reach.INTERNET);
        assertThat(probes).hasValue(0);
    }
}
