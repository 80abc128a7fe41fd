package org.smartmeter.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.smartmeter.readings.IntakeRate;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.server.line.MeterLine;

/// The intake's figures for whoever watches the machine: `/actuator/metrics/intake.…`.
public final class IntakeMetrics implements MeterBinder {

    private final ReadingStore readings;
    private final MeterLine line;

    IntakeMetrics(ReadingStore readings, MeterLine line) {
        this.readings = readings;
        this.line = line;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        rate(registry, "intake.records", IntakeRate::recordsPerSecond);
        rate(registry, "intake.values", IntakeRate::valuesPerSecond);
        rate(registry, "intake.uploads", IntakeRate::uploadsPerSecond);
        Gauge.builder("intake.connected", line, known -> known.status().connected())
                .description("meters on the line")
                .register(registry);
        Gauge.builder("intake.refused", line, known -> known.status().refused())
                .description("messages refused since start")
                .register(registry);
        Gauge.builder("intake.in.flight", line, known -> known.status().inFlightBytes())
                .baseUnit("bytes")
                .description("received and not yet stored")
                .register(registry);
    }

    private void rate(MeterRegistry registry, String name, ToDoubleFunction<IntakeRate> part) {
        Gauge.builder(name, readings, store -> part.applyAsDouble(store.intakeRate()))
                .baseUnit("per second")
                .description("mean of the last ten seconds")
                .register(registry);
    }
}
