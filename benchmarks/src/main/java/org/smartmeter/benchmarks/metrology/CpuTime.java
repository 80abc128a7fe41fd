package org.smartmeter.benchmarks.metrology;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// Time that this thread had a processor: what others take of a shared machine does not count.
final class CpuTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
