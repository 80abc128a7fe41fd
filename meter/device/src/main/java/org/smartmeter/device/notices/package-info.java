/// What the utility has to say to the person at the meter: messages, bills, offers, warnings
/// (consumer message, 0-0:96.13.0). `Notices` takes the orders, keeps what they bring in
/// `NoticeBook` over power cuts, and tells in the journal, once each, that a notice came, was
/// shown, confirmed, withdrawn or ran out. Shown by `display`.
@org.jspecify.annotations.NullMarked
package org.smartmeter.device.notices;
