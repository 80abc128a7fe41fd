package org.smartmeter.readings;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Batches on their way to the writer, bounded by their bytes: who brings more waits.
final class SubmissionQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final Condition notEmpty = lock.newCondition();
    private final Deque<Submission> waiting = new ArrayDeque<>();
    private final long capacityBytes;
    private long bytes;
    private boolean closed;

    SubmissionQueue(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /// Waits for room. One batch always has room in an empty queue.
    ///
    /// @throws IntakeFailedException if the queue is closed or the caller interrupted
    void put(Submission submission) {
        lock.lock();
        try {
            while (!closed && !waiting.isEmpty() && bytes + submission.bytes() > capacityBytes) {
                notFull.await();
            }
            if (closed) {
                throw new IntakeFailedException("the store is closed");
            }
            waiting.addLast(submission);
            bytes += submission.bytes();
            notEmpty.signal();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IntakeFailedException("interrupted while waiting for room", e);
        } finally {
            lock.unlock();
        }
    }

    /// Waits for batches and takes up to so many, in order; none means closed and empty.
    List<Submission> take(int most) throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                notEmpty.await();
            }
            List<Submission> taken = new ArrayList<>(Math.min(most, waiting.size()));
            while (taken.size() < most && !waiting.isEmpty()) {
                Submission one = waiting.removeFirst();
                bytes -= one.bytes();
                taken.add(one);
            }
            notFull.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            notFull.signalAll();
            notEmpty.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
