package org.smartmeter.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smartmeter.server.live.ServerEvent.LiveValues;
import org.smartmeter.wire.v1.Live;

class WatchTest {

    private static final Instant START = Instant.parse("2026-11-22T18:00:00Z");

    private final Watch watch = new Watch();
    private final Viewer viewer = new Viewer(() -> {});
    private Instant now = START;

    @Test
    void theFirstLookOfAViewerTakesALease() {
        enter();

        assertThat(look(true)).isTrue();
        assertThat(look(true)).isFalse();
    }

    @Test
    void aLeaseIsRenewedAMinuteBeforeItEndsWhileSomebodyLooks() {
        enter();
        look(true);

        after(59);
        assertThat(look(true)).isFalse();
        after(1);
        assertThat(look(true)).isTrue();
    }

    @Test
    void aSecondViewerTakesNoSecondLease() {
        enter();
        look(true);
        watch.enter(new Viewer(() -> {}), now);

        assertThat(look(true)).isFalse();
    }

    @Test
    void nobodyLookingLetsTheLeaseLapseAndTheWatchEnd() {
        enter();
        look(true);
        watch.leave(viewer);

        after(60);
        assertThat(look(true)).isFalse();
        assertThat(watch.isOver(now)).isFalse();
        after(61);
        assertThat(watch.isOver(now)).isTrue();
    }

    @Test
    void aMeterThatComesOnTheLineIsAskedAtOnce() {
        enter();
        assertThat(look(false)).isTrue();

        after(5);
        assertThat(look(true)).isTrue();
    }

    @Test
    void waitingIsToldOnceUntilItsReasonChanges() throws InterruptedException {
        enter();
        look(false);
        look(false);
        look(true);
        look(true);

        assertThat(told())
                .containsExactly(ServerEvent.Waiting.NOT_CONNECTED, ServerEvent.Waiting.ASKED);
    }

    @Test
    void whileValuesComeNobodyWaits() throws InterruptedException {
        enter();
        hear(START);
        look(true);
        after(3);
        look(true);

        assertThat(told()).extracting(ServerEvent::event).containsExactly("live");
    }

    @Test
    void aMeterThatFallsSilentIsToldAfterFourSeconds() throws InterruptedException {
        enter();
        hear(START);
        after(4);
        look(true);

        assertThat(told()).extracting(ServerEvent::event).containsExactly("live", "waiting");
    }

    @Test
    void valuesThatWereOvertakenAreNotShown() throws InterruptedException {
        enter();
        hear(START.plusSeconds(2));
        hear(START.plusSeconds(1));
        hear(START.plusSeconds(2));

        assertThat(told()).hasSize(1);
    }

    @Test
    void whoComesLaterSeesTheLastValueAtOnce() throws InterruptedException {
        hear(START);
        enter();

        assertThat(told()).extracting(ServerEvent::event).containsExactly("live");
    }

    @Test
    void manyCommitsBetweenTwoLooksAreOneEvent() throws InterruptedException {
        enter();
        hear(START);
        for (int i = 1; i <= 100; i++) {
            watch.stored(START.plusSeconds(i));
        }
        look(true);

        assertThat(told().getLast()).isEqualTo(ServerEvent.Reading.upTo(START.plusSeconds(100)));
    }

    @Test
    void aViewerThatFallsBehindIsLetGoAndNobodyElse() throws InterruptedException {
        Viewer slow = new Viewer(() -> {});
        watch.enter(slow, now);
        enter();
        for (int i = 0; i < 40; i++) {
            hear(START.plusSeconds(i));
            told();
        }
        look(true);

        assertThat(slow.hasEnded()).isTrue();
        assertThat(viewer.hasEnded()).isFalse();
    }

    private void enter() {
        watch.enter(viewer, now);
    }

    private boolean look(boolean connected) {
        return watch.look(connected, now, now);
    }

    private void after(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private void hear(Instant measured) {
        watch.heard(LiveValues.of(Live.newBuilder().setTime(measured.toEpochMilli()).build()), now);
    }

    private List<ServerEvent> told() throws InterruptedException {
        List<ServerEvent> events = new ArrayList<>();
        for (var next = viewer.next(Duration.ZERO);
                next.isPresent();
                next = viewer.next(Duration.ZERO)) {
            events.add(next.get());
        }
        return events;
    }
}
