package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartmeter.device.NoticeOrders.bill;
import static org.smartmeter.device.NoticeOrders.offer;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.smartmeter.device.button.ButtonPart;
import org.smartmeter.device.button.PushButton;
import org.smartmeter.device.display.HomeDisplay;
import org.smartmeter.device.notices.Notices;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.RelayPosition;
import org.smartmeter.device.supply.SupplyButtons;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.Notice;

/// What the button on the meter does to notices, told as dated diaries.
class ButtonDiaryTest {

    private final Bench bench = new Bench("2026-05-01T08:00:00Z");
    private final Notices notices = new Notices();
    private final HomeDisplay display = new HomeDisplay(ZoneOffset.UTC, notices, Optional.empty());
    private final BenchRelay relay = new BenchRelay();
    private Optional<SupplyPart> supply = Optional.empty();
    private boolean down;

    private void boot() {
        bench.parts =
                () ->
                        Stream.concat(
                                        supply.stream(),
                                        Stream.of(
                                                notices,
                                                display,
                                                new ButtonPart(
                                                        () -> down,
                                                        supply.map(SupplyButtons.class::cast),
                                                        notices)))
                                .toList();
        bench.start();
        bench.idle(Duration.ofSeconds(1));
    }

    private void send(Notice notice) {
        var draft = bench.utility.draft(bench.now).setNotice(notice);
        bench.utility.order(bench.utility.sign(draft.build()));
        bench.settle();
    }

    private void press(Duration lasting) {
        down = true;
        bench.idle(lasting);
        down = false;
        bench.idle(Duration.ofMillis(200));
    }

    private List<List<Long>> confirmed() {
        bench.idle(Duration.ofSeconds(1));
        return bench.utility.events(EventCode.NOTICE_ACKNOWLEDGED).stream()
                .map(Event::values)
                .toList();
    }

    @Test
    void aPressOfATenthOfASecondConfirmsWhatADisplayHasShown() {
        boot();
        send(bill(7, bench.now));
        press(Duration.ofMillis(100));
        assertThat(confirmed()).as("nobody could read it yet").isEmpty();

        display.looked();
        bench.idle(Duration.ofSeconds(1));
        press(Duration.ofMillis(100));
        assertThat(confirmed()).containsExactly(List.of(7L, 1L));
        press(Duration.ofMillis(100));
        assertThat(confirmed()).as("once").hasSize(1);
    }

    @Test
    void eachPressConfirmsOneAndNoPressAcceptsAnOffer() {
        boot();
        send(offer(6, bench.now));
        send(bill(7, bench.now));
        bench.idle(Duration.ofSeconds(1));
        send(bill(8, bench.now));
        display.looked();
        bench.idle(Duration.ofSeconds(1));
        press(Duration.ofSeconds(30));
        assertThat(confirmed()).containsExactly(List.of(8L, 1L));
        press(Duration.ofMillis(100));
        press(Duration.ofMillis(100));
        assertThat(confirmed()).containsExactly(List.of(8L, 1L), List.of(7L, 1L));
    }

    private void bootWithASwitch() {
        supply = Optional.of(new SupplyPart(ControlMode.MODE_5, relay, new Random(1)));
        boot();
        send(bill(7, bench.now));
        display.looked();
        bench.idle(Duration.ofSeconds(1));
    }

    @Test
    void aSupplyThatWaitsForSomebodyAtHomeIsClosedBeforeANoticeIsConfirmed() {
        bootWithASwitch();
        supply.orElseThrow().pressDisconnect();
        bench.idle(Duration.ofSeconds(2));
        press(Duration.ofMillis(100));
        assertThat(relay.closings).isEqualTo(1);
        assertThat(confirmed()).isEmpty();
        press(Duration.ofMillis(100));
        assertThat(relay.closings).isEqualTo(1);
        assertThat(confirmed()).containsExactly(List.of(7L, 1L));
    }

    /// The supply is on, and its feedback says for ever that it is not.
    @Test
    void aDeadFeedbackKeepsNobodyFromConfirmingANotice() {
        bootWithASwitch();
        relay.dead = Optional.of(RelayPosition.OPEN);
        bench.idle(Duration.ofMinutes(5));
        assertThat(supply.orElseThrow().status().canConnect()).isTrue();
        int tries = relay.closings;
        press(Duration.ofMillis(100));
        assertThat(confirmed()).containsExactly(List.of(7L, 1L));
        assertThat(relay.closings).isEqualTo(tries);
        press(Duration.ofMillis(100));
        assertThat(relay.closings).as("tried again").isGreaterThan(tries);
    }

    @Test
    void aButtonThatIsStuckPressesNothing() {
        down = true;
        boot();
        send(bill(7, bench.now));
        display.looked();
        bench.idle(Duration.ofMinutes(1));
        assertThat(confirmed()).isEmpty();
        press(Duration.ofSeconds(1));
        assertThat(confirmed()).as("was not let go of before").isEmpty();
        press(Duration.ofMillis(100));
        assertThat(confirmed()).hasSize(1);
    }

    /// A button that calls wakes the meter, which has nothing to do while nobody presses.
    @Test
    void aButtonThatCallsIsLookedAtWhenItCalls() {
        List<Runnable> calls = new ArrayList<>();
        int[] looks = {0};
        PushButton calling =
                new PushButton() {
                    @Override
                    public boolean isDown() {
                        looks[0]++;
                        return down;
                    }

                    @Override
                    public Optional<Duration> lookedAtEvery() {
                        return Optional.empty();
                    }

                    @Override
                    public void wakeBy(Runnable wake) {
                        calls.add(wake);
                    }
                };
        bench.parts = () -> List.of(notices, new ButtonPart(calling, Optional.empty(), notices));
        bench.start();
        boolean[] woken = {false};
        bench.device().wakeBy(() -> woken[0] = true);
        send(bill(7, bench.now));
        notices.shown(bench.now);
        looks[0] = 0;
        bench.idle(Duration.ofSeconds(10));
        assertThat(looks[0]).isLessThan(50);

        down = true;
        calls.forEach(Runnable::run);
        assertThat(woken[0]).isTrue();
        bench.idle(Duration.ofMillis(60));
        down = false;
        calls.forEach(Runnable::run);
        bench.idle(Duration.ofMillis(60));
        assertThat(confirmed()).containsExactly(List.of(7L, 1L));
    }
}
