package org.smartmeter.server;

import java.time.InstantSource;
import org.smartmeter.commands.Commands;
import org.smartmeter.network.Network;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.commands.ApprovalsController;
import org.smartmeter.server.commands.CommandDesk;
import org.smartmeter.server.commands.CommandWorker;
import org.smartmeter.server.commands.CommandsController;
import org.smartmeter.server.commands.PasskeysController;
import org.smartmeter.server.commands.Recipients;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.curve.DayCurves;
import org.smartmeter.server.curve.MonthCurves;
import org.smartmeter.server.customer.HomeController;
import org.smartmeter.server.feed.FeedController;
import org.smartmeter.server.feed.WebhooksController;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.server.notices.Notices;
import org.smartmeter.server.operator.CoverageController;
import org.smartmeter.server.operator.MeterDetails;
import org.smartmeter.server.operator.MeterRows;
import org.smartmeter.server.operator.MetersController;
import org.smartmeter.server.operator.NoticesController;
import org.smartmeter.server.operator.OperatorController;
import org.smartmeter.server.operator.Overviews;
import org.smartmeter.server.operator.PersonalData;
import org.smartmeter.server.operator.ValidationController;
import org.smartmeter.server.signin.SignInThrottle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The controllers and the questions they ask, put together.
@Configuration(proxyBeanMethods = false)
@Import({
    HomeController.class,
    ApprovalsController.class,
    CommandsController.class,
    MetersController.class,
    NoticesController.class,
    FeedController.class,
    WebhooksController.class,
    CoverageController.class,
    ValidationController.class,
    OperatorController.class,
    PasskeysController.class,
    IntakeMetrics.class
})
class Screens {

    @Bean
    SignInThrottle signInThrottle(InstantSource clock) {
        return new SignInThrottle(clock);
    }

    @Bean
    DayCurves dayCurves(ReadingStore readings) {
        return new DayCurves(readings);
    }

    @Bean
    MonthCurves monthCurves(ReadingStore readings, InstantSource clock) {
        return new MonthCurves(readings, clock);
    }

    @Bean
    PersonalData personalData(AccessRecord record) {
        return new PersonalData(record);
    }

    @Bean
    MeterRows meterRows(
            Network network, ReadingStore readings, MeterLine line, InstantSource clock) {
        return new MeterRows(network, readings, line, clock);
    }

    @Bean
    MeterDetails meterDetails(
            MeterRows rows,
            Network network,
            ReadingStore readings,
            MeterLine line,
            UtilityConfiguration configuration,
            InstantSource clock) {
        return new MeterDetails(rows, network, readings, line, configuration.zone(), clock);
    }

    @Bean
    Recipients recipients(Network network, MeterLine line, InstantSource clock) {
        return new Recipients(network, line, clock);
    }

    @Bean
    CommandDesk commandDesk(
            Commands commands,
            Recipients recipients,
            Notices notices,
            AccessRecord record,
            CommandWorker worker,
            MeterDetails details,
            InstantSource clock) {
        return new CommandDesk(
                commands, recipients, notices, record, worker, details::zoneOf, clock);
    }

    @Bean
    Overviews overviews(
            MeterRows rows,
            Network network,
            ReadingStore readings,
            MeterLine line,
            Commands commands,
            UtilityConfiguration configuration,
            InstantSource clock) {
        return new Overviews(rows, network, readings, line, commands, configuration.zone(), clock);
    }
}
