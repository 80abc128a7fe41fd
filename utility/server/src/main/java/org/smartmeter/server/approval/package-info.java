/// The second person's word: passkeys of those who may approve, and the approval key, which signs
/// only what one of them has approved. Both lie in a directory of their own, so that neither the
/// database nor the command key is enough to cut anybody's supply.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.approval;
