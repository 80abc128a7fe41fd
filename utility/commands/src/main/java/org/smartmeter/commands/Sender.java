package org.smartmeter.commands;

import com.google.protobuf.ByteString;
import org.smartmeter.terms.MeterId;

/// The way to the meters, as far as commands need one.
public interface Sender {

    /// Whether the meter is on the line, as far as is known here. What is for another one waits
    /// until the meter is heard.
    boolean reaches(MeterId meter);

    /// Makes the order that travels, with the command's meter, body and window and a counter above
    /// every other that this meter was given; signed by the command key and, if it is critical, by
    /// the approval key. The window's end is the first millisecond in which a meter may not take it
    /// any more. Nothing leaves yet: the counter is kept with the command first.
    SignedCommand sign(Command command);

    /// Gives a signed order to the line. Whether it arrives is not known here; it is given again
    /// until the meter answers.
    void pass(MeterId meter, ByteString signed);
}
