/// Where the utility meets its meters: enrolment, uplink, downlink. Carries, does not decide.
@org.jspecify.annotations.NullMarked
package org.smartmeter.headend;
