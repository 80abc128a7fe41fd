package org.smartmeter.wire;

import java.nio.file.Path;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The published files `wire/vectors/*.json`.
final class Vectors {

    static final Path DIRECTORY = Path.of("vectors");
    static final JsonMapper JSON = JsonMapper.builder().build();

    private Vectors() {}

    static JsonNode read(String name) {
        return JSON.readTree(DIRECTORY.resolve(name + ".json"));
    }

    static byte[] bytes(JsonNode node) {
        return HexFormat.of().parseHex(node.stringValue());
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
