package org.smartmeter.device.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.Part;
import org.smartmeter.device.Surroundings;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.Order;

/// The notices of one meter. What becomes of one is durable together with the event that has to be
/// told of it; the event is forgotten there once the journal has it, so a power cut in between
/// neither loses nor repeats it: confirmed by the person at the display counts as delivered.
public final class Notices implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final Duration LONGEST_SLEEP = Duration.ofHours(6);
    private static final int MOST_REFUSED = 32;

    private @Nullable Surroundings meter;
    private @Nullable StateFile file;
    private NoticeBook book = NoticeBook.EMPTY;
    private long version;

    /// Numbers whose refusal was told since the start: the utility offers them again and again.
    private final Deque<Long> refused = new ArrayDeque<>();

    /// Whether a person's answer could be taken.
    public enum Taken {
        /// It is durable.
        YES,
        /// There is no such notice any more.
        UNKNOWN,
        /// It was answered before; that answer stands.
        ANSWERED,
        /// It asks for another kind of answer.
        OTHER_ANSWER
    }

    @Override
    public void begin(Surroundings around, Instant board) {
        meter = around;
        StateFile opened = around.state("notices", NoticeBookCodec.MAXIMUM_BYTES);
        file = opened;
        Optional<byte[]> stored = opened.read();
        Optional<NoticeBook> found = stored.flatMap(NoticeBookCodec::decode);
        if (stored.isPresent() && found.isEmpty()) {
            LOG.error("the notices are of another software's form; none is shown");
        }
        book = found.orElse(NoticeBook.EMPTY);
        tellWhatWasInterrupted(board);
    }

    /// The journal may have it already: the power went before the book forgot it.
    private void tellWhatWasInterrupted(Instant board) {
        if (book.untold().isEmpty() || !around().hasJournal()) {
            return;
        }
        for (Tidings tidings : book.untold()) {
            if (!around().isJournalled(tidings.code(), tidings.array())) {
                around().event(board, tidings.code(), tidings.array());
            }
        }
        around().force();
        keep(book.told());
    }

    @Override
    public boolean takes(Order.BodyCase kind) {
        return kind == Order.BodyCase.NOTICE || kind == Order.BodyCase.NOTICE_WITHDRAWAL;
    }

    @Override
    public void order(Order order, Instant board) throws OrderRefusedException {
        Instant now = around().time(board);
        switch (order.getBodyCase()) {
            case NOTICE -> {
                change(with(order.getNotice(), now, board), board);
                around().sendSoon();
            }
            case NOTICE_WITHDRAWAL ->
                    change(book.withdrawn(order.getNoticeWithdrawal().getNumber()), board);
            default -> Part.super.order(order, board);
        }
    }

    private NoticeBook with(Notice notice, Instant now, Instant board)
            throws OrderRefusedException {
        try {
            return book.at(now).with(HomeNotice.of(notice), now);
        } catch (OrderRefusedException e) {
            tellRefused(notice.getNumber(), e.reason(), board);
            throw e;
        }
    }

    /// The order's refusal names a counter, from which nobody knows the notice.
    private void tellRefused(long number, OrderRefusedException.Reason reason, Instant board) {
        if (refused.contains(number)) {
            return;
        }
        if (refused.size() == MOST_REFUSED) {
            refused.removeFirst();
        }
        refused.addLast(number);
        around().event(board, EventCode.NOTICE_REFUSED, number, reason.number());
        around().sendSoon();
    }

    /// What is to be seen now, in the order it is shown.
    public List<KeptNotice> visible(Instant board) {
        return book.visibleAt(around().time(board));
    }

    /// Rises with every change of what is kept.
    public long version() {
        return version;
    }

    /// The visible notices stand on a display that somebody looks at.
    public void shown(Instant board) {
        NoticeBook seen = book;
        for (KeptNotice each : visible(board)) {
            seen = seen.shown(each.notice().number());
        }
        change(seen, board);
    }

    /// A person answers a notice.
    public Taken answer(long number, Answer answer, Instant board) {
        Optional<KeptNotice> asked =
                visible(board).stream().filter(it -> it.notice().number() == number).findFirst();
        if (asked.isEmpty()) {
            return Taken.UNKNOWN;
        }
        if (!asked.get().notice().isAnsweredBy(answer)) {
            return Taken.OTHER_ANSWER;
        }
        if (!asked.get().waits()) {
            return Taken.ANSWERED;
        }
        Instant now = around().time(board);
        change(book.confirmed(number, new KeptNotice.Confirmation(answer, now)), board);
        around().sendSoon();
        return Taken.YES;
    }

    @Override
    public void run(Instant board) {
        tellWhatWasInterrupted(board);
        change(book.at(around().time(board)), board);
    }

    @Override
    public Optional<Instant> next(Instant board) {
        Instant now = around().time(board);
        return book.kept().stream()
                .flatMap(each -> Stream.of(each.notice().from(), each.notice().until()))
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .map(due -> Duration.between(now, due))
                .map(wait -> wait.compareTo(LONGEST_SLEEP) < 0 ? wait : LONGEST_SLEEP)
                .map(board::plus);
    }

    /// One durable write for the change and what has to be told of it, then the telling.
    private void change(NoticeBook changed, Instant board) {
        if (changed.equals(book)) {
            return;
        }
        List<Tidings> told = changed.untold();
        keep(changed);
        if (!told.isEmpty() && around().hasJournal()) {
            told.forEach(each -> around().event(board, each.code(), each.array()));
            around().force();
            keep(changed.told());
        }
    }

    private void keep(NoticeBook changed) {
        if (!changed.kept().equals(book.kept())) {
            version++;
        }
        openFile().write(NoticeBookCodec.encode(changed));
        book = changed;
    }

    private Surroundings around() {
        if (meter == null) {
            throw new IllegalStateException("asked before the meter began");
        }
        return meter;
    }

    private StateFile openFile() {
        if (file == null) {
            throw new IllegalStateException("asked before the meter began");
        }
        return file;
    }
}
