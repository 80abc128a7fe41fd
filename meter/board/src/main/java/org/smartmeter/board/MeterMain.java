package org.smartmeter.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.board.service.Feeding;
import org.smartmeter.board.service.ServiceManager;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.FrontEndKind;
import org.smartmeter.drivers.Drivers;

/// The meter's own main: `--config FILE`. It tells by the log and by its exit code: 0 ended in
/// order, 1 the meter failed, 2 wrong use or a configuration that cannot be used.
public final class MeterMain {

    private static final Logger LOG = LoggerFactory.getLogger(MeterMain.class);
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    /// The front ends of real boards, and a recording for a board without one.
    static final List<FrontEndKind> FRONT_ENDS =
            Stream.concat(Drivers.all().stream(), Stream.of(new RecordedWave())).toList();

    private MeterMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        int exit = run(arguments);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    private static int run(String[] arguments) throws InterruptedException {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            LOG.error("say which configuration: --config FILE");
            return BAD_INPUT;
        }
        try {
            return run(MeterProgram.read(Path.of(arguments[1]), FRONT_ENDS));
        } catch (BadConfigurationException e) {
            LOG.error("{}", e.getMessage());
            return BAD_INPUT;
        } catch (IOException | UncheckedIOException e) {
            LOG.error("{}", e.getMessage());
            return FAILED;
        }
    }

    private static int run(MeterProgram program) throws IOException, InterruptedException {
        ServiceManager manager = ServiceManager.of(System.getenv(), ProcessHandle.current().pid());
        CountDownLatch ended = new CountDownLatch(1);
        try (RunningMeter meter = program.start();
                Feeding feeding = meter.feeding(manager)) {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        meter.close();
                                        feeding.close();
                                        ended.countDown();
                                    },
                                    "interrupted"));
            LOG.info(
                    "meter {} runs; its line goes to {}:{}",
                    program.keys().meter(),
                    program.keys().brokerHost(),
                    program.keys().brokerPort());
            manager.ready("measuring");
            return watch(meter, feeding, ended);
        }
    }

    private static int watch(RunningMeter meter, Feeding feeding, CountDownLatch ended)
            throws InterruptedException {
        long period = feeding.period().toMillis();
        while (!ended.await(period, TimeUnit.MILLISECONDS)) {
            Optional<Throwable> failure = meter.failure();
            if (failure.isPresent()) {
                LOG.error("the meter stopped: {}", failure.get().getMessage());
                return FAILED;
            }
            if (meter.isRestartWanted()) {
                LOG.info("the meter ends, so that other software can start");
                return 0;
            }
            feeding.feed();
        }
        return 0;
    }
}
