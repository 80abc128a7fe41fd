/// Who lives where and which meter hangs there, each with from and to. Facts come in as places,
/// customers, occupancies and installations; questions go out as "at this instant". Nothing is
/// overwritten: a move or an exchange ends one period and begins another, so a bill of last year
/// still finds its customer. The database itself refuses two accounts of one place, or two places
/// of one meter, at the same time.
@org.jspecify.annotations.NullMarked
package org.smartmeter.network;
