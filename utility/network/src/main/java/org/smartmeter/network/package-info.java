/// Who lives where and which meter hangs there, each with from and to.
@org.jspecify.annotations.NullMarked
package org.smartmeter.network;
