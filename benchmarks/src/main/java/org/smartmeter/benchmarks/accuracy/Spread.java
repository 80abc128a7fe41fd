package org.smartmeter.benchmarks.accuracy;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What a figure is over several units.
record Spread(double mean, double sigma, double worst) {

    static <T> Spread of(List<T> outcomes, ToDoubleFunction<T> figure) {
        double[] values = outcomes.stream().mapToDouble(figure).toArray();
        double sum = 0;
        double worst = 0;
        for (double value : values) {
            sum += value;
            worst = Math.max(worst, Math.abs(value));
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Spread(mean, Math.sqrt(squares / Math.max(1, values.length - 1)), worst);
    }
}
