/// Validation in the server: follows the store with the rules of the utility's classes of meters,
/// shows operators what was found and lets them put intervals right, on record.
@org.jspecify.annotations.NullMarked
package org.smartmeter.server.validation;
