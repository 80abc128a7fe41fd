package org.smartmeter.device.supply;

/// What somebody at home pressed.
enum Press {
    CONNECT,
    DISCONNECT,
    STAY_OFF,
    NO_LONGER_STAY_OFF
}
