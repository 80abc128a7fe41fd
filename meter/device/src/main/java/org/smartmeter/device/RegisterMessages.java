package org.smartmeter.device;

import com.google.protobuf.ByteString;
import java.util.List;
import org.smartmeter.device.demand.DemandSettings;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;
import org.smartmeter.wire.v1.Demand;
import org.smartmeter.wire.v1.ProfileRegister;

/// Register lists and demand settings as they travel and as they are kept.
final class RegisterMessages {

    private RegisterMessages() {}

    /// @throws IllegalArgumentException if one is no register
    static List<Register> registers(org.smartmeter.wire.v1.Profile profile) {
        return profile.getRegistersList().stream().map(RegisterMessages::register).toList();
    }

    private static Register register(ProfileRegister message) {
        ObisCode obis = ObisCode.fromBytes(message.getObis().toByteArray());
        Unit unit =
                Unit.ofCode(message.getUnit())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "unit " + message.getUnit() + " is not known"));
        return new Register(obis, message.getScaler(), unit);
    }

    static org.smartmeter.wire.v1.Profile profile(
            ProfileKind kind, int period, List<Register> registers) {
        var message =
                org.smartmeter.wire.v1.Profile.newBuilder()
                        .setProfile(kind.number())
                        .setPeriod(period);
        for (Register register : registers) {
            message.addRegistersBuilder()
                    .setObis(ByteString.copyFrom(register.obis().toBytes()))
                    .setScaler(register.scaler())
                    .setUnit(register.unit().code());
        }
        return message.build();
    }

    /// @throws IllegalArgumentException if a number is outside its limits
    static DemandSettings demand(Demand message) {
        return DemandSettings.of(
                message.getPeriod(),
                message.getPeriods(),
                message.getZone(),
                message.getResetDay());
    }

    static Demand demand(DemandSettings settings) {
        return Demand.newBuilder()
                .setPeriod(settings.period())
                .setPeriods(settings.periods())
                .setZone(settings.zone().getId())
                .setResetDay(settings.resetDay())
                .build();
    }
}
