/// Software update: an ordered image is fetched (`ImageSource`), checked and put into the spare
// slot
/// (`Installer`), started on trial, and kept once it has proved itself (`Health`); `SoftwareUpdate`
/// is the state machine of it. Which slot starts stands in `BootFile`, which the launcher reads and
/// counts trials in. The slot that is committed is never written, so a power cut at any step leaves
/// one that starts.
@org.jspecify.annotations.NullMarked
package org.smartmeter.board.software;
