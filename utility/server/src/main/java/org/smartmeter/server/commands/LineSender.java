package org.smartmeter.server.commands;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import java.util.function.Consumer;
import org.smartmeter.commands.Approval;
import org.smartmeter.commands.BatchRequest;
import org.smartmeter.commands.Command;
import org.smartmeter.commands.CommandKind;
import org.smartmeter.commands.Commands;
import org.smartmeter.commands.Sender;
import org.smartmeter.commands.SignedCommand;
import org.smartmeter.headend.KeptOrder;
import org.smartmeter.server.approval.ApprovalDesk;
import org.smartmeter.server.approval.OrderWindow;
import org.smartmeter.server.approval.PasskeyRefusedException;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.v1.SignedOrder;

/// The line as commands see it: the head-end numbers, signs and sends; the approval desk signs what
/// is critical.
final class LineSender implements Sender {

    private final MeterLine line;
    private final Commands commands;
    private final ApprovalDesk approvals;
    private final Consumer<MeterId> passed;

    /// @param passed told of each meter that was given an order
    LineSender(
            MeterLine line, Commands commands, ApprovalDesk approvals, Consumer<MeterId> passed) {
        this.line = line;
        this.commands = commands;
        this.approvals = approvals;
        this.passed = passed;
    }

    @Override
    public boolean reaches(MeterId meter) {
        return line.connected(meter);
    }

    @Override
    public SignedCommand sign(Command command) {
        KeptOrder order =
                line.sign(
                        command.meter(),
                        OrderWindow.in(command.body().order(), command.window()),
                        command.kind() == CommandKind.CRITICAL
                                ? Optional.of(secondKey(command))
                                : Optional.empty());
        return new SignedCommand(order.counter(), order.signed().toByteString());
    }

    private Ed25519Signer secondKey(Command command) {
        BatchRequest batch = commands.batch(command.batch()).orElseThrow();
        Approval approval =
                commands.approvalOf(command.batch())
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "batch "
                                                        + command.batch()
                                                        + " was not approved; nothing of it is"
                                                        + " signed"));
        try {
            return approvals.signer(batch, approval);
        } catch (PasskeyRefusedException e) {
            throw new IllegalStateException(
                    "the approval of batch " + command.batch() + " does not hold any more", e);
        }
    }

    @Override
    public void pass(MeterId meter, ByteString signed) {
        try {
            passed.accept(meter);
            line.pass(meter, SignedOrder.parseFrom(signed));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a kept order does not read any more", e);
        }
    }
}
