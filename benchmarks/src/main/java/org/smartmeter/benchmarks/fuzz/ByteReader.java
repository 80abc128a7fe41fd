package org.smartmeter.benchmarks.fuzz;

import java.util.List;

/// A reader of bytes that come from outside.
///
/// @param name one word
/// @param reading reads bytes; returns where they are refused as they should be
/// @param seeds well-formed inputs to begin with
record ByteReader(String name, Reading reading, List<byte[]> seeds) {

    @FunctionalInterface
    interface Reading {
        /// @throws Exception a finding
        void read(byte[] bytes) throws Exception;
    }
}
