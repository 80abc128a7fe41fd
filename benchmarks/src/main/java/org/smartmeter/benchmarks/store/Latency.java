package org.smartmeter.benchmarks.store;

import java.util.Arrays;
import java.util.List;
import org.smartmeter.benchmarks.BenchmarkResult.Row;

/// How long a question took, time and again.
///
/// @param median ms
/// @param p99 ms; the slowest of fewer than a hundred
record Latency(double median, double p99) {

    /// @param warmUp times that do not count
    static Latency of(int warmUp, int times, Runnable question) {
        double[] milliseconds = new double[times];
        for (int i = -warmUp; i < times; i++) {
            long begin = System.nanoTime();
            question.run();
            if (i >= 0) {
                milliseconds[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(milliseconds);
        return new Latency(
                milliseconds[times / 2], milliseconds[Math.min(times - 1, times * 99 / 100)]);
    }

    /// The median with its limit and the slowest, each beside what fetching the same rows takes.
    List<Row> rows(String name, double limit, Latency raw) {
        return List.of(
                Row.of(name + ", p50", median, "ms")
                        .beside("PostgreSQL's plain fetch", raw.median)
                        .atMost(limit),
                Row.of(name + ", p99", p99, "ms").beside("PostgreSQL's plain fetch", raw.p99));
    }
}
