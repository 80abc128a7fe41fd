package org.smartmeter.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.smartmeter.cli.demo.Household;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.device.FrontEndKind;
import org.smartmeter.device.Setting;
import org.smartmeter.simulator.board.ModelRelay;
import org.smartmeter.simulator.fleet.SourceFrontEnd;
import org.smartmeter.simulator.fleet.SteadyLoad;

/// Front ends without a board, for a meter on a desk.
final class SimulatedSources {

    static final List<FrontEndKind> ALL = List.of(new SimulatedHome(), new Steady());

    private static final Duration STEP = Duration.ofSeconds(1);

    private SimulatedSources() {}

    /// A simulated home behind a relay of its own, every sample computed and measured; its number
    /// decides who lives there, `zone` whose clock they live by.
    private static final class SimulatedHome implements FrontEndKind {

        @Override
        public String word() {
            return "home";
        }

        @Override
        public String usage() {
            return "home NUMBER";
        }

        @Override
        public boolean isSimulated() {
            return true;
        }

        @Override
        public Chosen read(Setting source, Configuration more) {
            int number = (int) number(source, this, Integer.MAX_VALUE);
            ZoneId zone = more.take("zone").map(Setting::zone).orElse(ZoneOffset.UTC);
            return from -> {
                ModelRelay relay = new ModelRelay(InstantSource.system());
                Household home = new Household(number, zone).behind(relay);
                return new SourceFrontEnd(home.live(from), STEP, relay);
            };
        }
    }

    /// The same power for ever.
    private static final class Steady implements FrontEndKind {

        private static final double MOST_WATTS = 100_000;

        @Override
        public String word() {
            return "steady";
        }

        @Override
        public String usage() {
            return "steady WATTS";
        }

        @Override
        public boolean isSimulated() {
            return true;
        }

        @Override
        public Chosen read(Setting source, Configuration more) {
            double watts = number(source, this, MOST_WATTS);
            return from -> steady(watts, from);
        }

        private static FrontEnd steady(double watts, Instant from) {
            return new SourceFrontEnd(new SteadyLoad(watts, STEP, from), STEP);
        }
    }

    private static double number(Setting source, FrontEndKind kind, double most) {
        List<String> words = source.words();
        if (words.size() != 2) {
            throw source.refused("source is '" + kind.usage() + "'");
        }
        try {
            double number = Double.parseDouble(words.get(1));
            if (Math.abs(number) <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw source.refused(
                    "'" + words.get(1) + "' is not a number that fits source = " + kind.usage());
        }
        throw source.refused(String.format("source is '%s', at most %.0f", kind.usage(), most));
    }
}
