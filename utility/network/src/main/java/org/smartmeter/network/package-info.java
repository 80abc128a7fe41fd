/// What hangs on what, each with from and to: feeders feed transformers, transformers supply
/// places, meters hang at places, customers hold their accounts. Facts come in one by one, or as a
/// table by `importing`; questions go out as "at this instant". Nothing is overwritten: a move, an
/// exchange or another feeder ends one period and begins another, so a bill of last year still
/// finds its customer. The database itself refuses two accounts of one place, two places of one
/// meter, two transformers of one place or two feeders of one transformer at the same time.
@org.jspecify.annotations.NullMarked
package org.smartmeter.network;
