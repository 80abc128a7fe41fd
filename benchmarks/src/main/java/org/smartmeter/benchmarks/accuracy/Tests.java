package org.smartmeter.benchmarks.accuracy;

import java.util.List;
import org.smartmeter.benchmarks.BenchmarkResult.Row;

/// A part of the laboratory's programme.
interface Tests {

    /// @return a row for each figure, with its limit and the naive meter beside it
    List<Row> run(Laboratory laboratory) throws InterruptedException;
}
