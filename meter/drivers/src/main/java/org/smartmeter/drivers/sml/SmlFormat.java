package org.smartmeter.drivers.sml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.drivers.telegram.Capture;
import org.smartmeter.drivers.telegram.Damage;
import org.smartmeter.drivers.telegram.Telegram;
import org.smartmeter.drivers.telegram.TelegramFormat;
import org.smartmeter.drivers.telegram.TelegramRegister;

/// SML files as a meter pushes them: each file is a telegram, the values of its GetList responses
/// are its registers. Checked are the file's and every message's checksum (TR-03109-1 annex IV).
public final class SmlFormat implements TelegramFormat {

    @Override
    public String name() {
        return "sml";
    }

    @Override
    public Capture read(byte[] bytes, boolean ended) {
        SmlTransport.Frames frames = SmlTransport.read(bytes);
        return new Capture(
                frames.frames().stream().map(SmlFormat::telegram).toList(),
                frames.headBytes(),
                frames.tailBytes(),
                frames.strayBytes());
    }

    private static Telegram telegram(SmlTransport.Frame frame) {
        if (frame.damage().isPresent()) {
            return Telegram.damaged(frame.from(), frame.to(), frame.damage().get());
        }
        try {
            List<GetListResponse> lists = new ArrayList<>();
            for (SmlMessage message : SmlMessage.readAll(frame.content())) {
                if (message.tag() == SmlMessage.GET_LIST_RESPONSE) {
                    lists.add(GetListResponse.of(message.body()));
                }
            }
            return telegram(frame, lists);
        } catch (SmlDamagedException e) {
            return Telegram.damaged(
                    frame.from(),
                    frame.to(),
                    Damage.at(frame.offset(e.at()), String.valueOf(e.getMessage())));
        }
    }

    private static Telegram telegram(SmlTransport.Frame frame, List<GetListResponse> lists) {
        List<TelegramRegister> registers =
                lists.stream().flatMap(list -> list.registers().stream()).toList();
        SmlTime time =
                lists.stream().map(GetListResponse::time).findFirst().orElse(SmlTime.UNKNOWN);
        return new Telegram(
                frame.from(),
                frame.to(),
                lists.stream().flatMap(list -> list.meter().stream()).findFirst(),
                time.calendar(),
                time.secondIndex(),
                registers,
                Optional.empty());
    }
}
