package org.smartmeter.device.notices;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;

/// All notices of a meter and the tidings that have not reached its journal yet: what is kept over
/// a power cut, as one value. Every change gives a new book.
///
/// @param kept in the order they came, at most 12
/// @param gone numbers of the last ones that were withdrawn, ran out or made room: they do not come
/// again
/// @param untold what the journal has to be told
record NoticeBook(List<KeptNotice> kept, List<Long> gone, List<Tidings> untold) {

    static final NoticeBook EMPTY = new NoticeBook(List.of(), List.of(), List.of());
    static final int MOST_NOTICES = 12;
    private static final int MOST_GONE = 32;

    /// What waits for an answer first, then by priority, then the newest.
    private static final Comparator<KeptNotice> AS_SHOWN =
            Comparator.comparing(KeptNotice::waits)
                    .thenComparing(kept -> kept.notice().priority())
                    .thenComparing(KeptNotice::received)
                    .reversed();

    NoticeBook {
        kept = List.copyOf(kept);
        gone = List.copyOf(gone);
        untold = List.copyOf(untold);
    }

    Optional<KeptNotice> find(long number) {
        return kept.stream().filter(each -> each.notice().number() == number).findFirst();
    }

    /// What is to be seen at a time, in the order it is shown.
    List<KeptNotice> visibleAt(Instant time) {
        return kept.stream()
                .filter(each -> each.notice().isValidAt(time))
                .sorted(AS_SHOWN)
                .toList();
    }

    /// The same notice again changes nothing.
    ///
    /// @throws OrderRefusedException if its number is another notice's, it is over, or there is no
    /// room left by what was confirmed
    NoticeBook with(HomeNotice notice, Instant now) throws OrderRefusedException {
        Optional<KeptNotice> same = find(notice.number());
        if (same.isPresent() && !same.get().notice().equals(notice)) {
            throw new OrderRefusedException(
                    Reason.MALFORMED, "notice " + notice.number() + " is here with other words");
        }
        if (same.isPresent() || gone.contains(notice.number())) {
            return this;
        }
        if (!now.isBefore(notice.until())) {
            throw new OrderRefusedException(
                    Reason.EXPIRED, "notice " + notice.number() + " is over");
        }
        KeptNotice added = new KeptNotice(notice, now, false, Optional.empty());
        NoticeBook book =
                new NoticeBook(plus(kept, added), gone, untold)
                        .telling(
                                EventCode.NOTICE_RECEIVED,
                                notice.number(),
                                notice.kind().ordinal() + 1);
        while (!book.fits()) {
            book = book.makingRoom(notice.number());
        }
        return book;
    }

    private boolean fits() {
        return kept.size() <= MOST_NOTICES && NoticeBookCodec.fits(this);
    }

    /// The oldest one that asks nothing of the person any more goes.
    private NoticeBook makingRoom(long except) throws OrderRefusedException {
        return kept.stream()
                .filter(each -> !each.waits() && each.notice().number() != except)
                .filter(each -> each.shown())
                .findFirst()
                .map(each -> this.without(each.notice().number()))
                .orElseThrow(
                        () ->
                                new OrderRefusedException(
                                        Reason.NOT_NOW,
                                        "the display is full of notices that nobody has seen"));
    }

    NoticeBook withdrawn(long number) {
        return find(number).isEmpty()
                ? this
                : without(number).telling(EventCode.NOTICE_WITHDRAWN, number);
    }

    NoticeBook shown(long number) {
        return find(number).filter(each -> !each.shown()).isEmpty()
                ? this
                : replacing(number, KeptNotice::seen).telling(EventCode.NOTICE_SHOWN, number);
    }

    /// The first answer counts: it may be in the journal already.
    NoticeBook confirmed(long number, KeptNotice.Confirmation by) {
        return find(number).filter(KeptNotice::waits).isEmpty()
                ? this
                : replacing(number, each -> each.confirmed(by))
                        .telling(EventCode.NOTICE_ACKNOWLEDGED, number, by.answer().number());
    }

    /// Without those whose time is over.
    NoticeBook at(Instant now) {
        NoticeBook book = this;
        for (KeptNotice each : kept) {
            if (!now.isBefore(each.notice().until())) {
                book =
                        book.without(each.notice().number())
                                .telling(
                                        EventCode.NOTICE_EXPIRED,
                                        each.notice().number(),
                                        each.confirmation().isPresent() ? 1 : 0);
            }
        }
        return book;
    }

    NoticeBook told() {
        return new NoticeBook(kept, gone, List.of());
    }

    private NoticeBook telling(EventCode code, long... values) {
        return new NoticeBook(kept, gone, plus(untold, Tidings.of(code, values)));
    }

    private NoticeBook replacing(long number, UnaryOperator<KeptNotice> change) {
        return new NoticeBook(
                kept.stream()
                        .map(each -> each.notice().number() == number ? change.apply(each) : each)
                        .toList(),
                gone,
                untold);
    }

    private NoticeBook without(long number) {
        List<Long> left = plus(gone, number);
        return new NoticeBook(
                kept.stream().filter(each -> each.notice().number() != number).toList(),
                left.subList(Math.max(0, left.size() - MOST_GONE), left.size()),
                untold);
    }

    private static <T> List<T> plus(List<T> list, T added) {
        return Stream.concat(list.stream(), Stream.of(added)).toList();
    }
}
