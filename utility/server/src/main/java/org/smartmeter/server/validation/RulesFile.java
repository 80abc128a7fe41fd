package org.smartmeter.server.validation;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.smartmeter.readings.validation.RuleBook;
import org.smartmeter.readings.validation.RuleSetting;
import org.smartmeter.readings.validation.ValidationRules;
import org.smartmeter.server.configuration.ConfigurationException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Validation rules per class of meters, as JSON:
/// `{"usual": "home", "classes": {"home": {"spike-ratio": 2.5}}, "meters": {"SEM…": "shop"}}`.
/// What a class does not say is as for a home.
public final class RulesFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private static final String USUAL = "usual";
    private static final String CLASSES = "classes";
    private static final String METERS = "meters";
    private static final String HOME = "home";

    private final Path file;

    private RulesFile(Path file) {
        this.file = file;
    }

    /// @throws ConfigurationException with file, place and reason
    public static RuleBook read(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            return new RulesFile(file).book(JSON.readTree(text));
        } catch (JacksonException e) {
            int line = Math.max(1, e.getLocation().getLineNr());
            throw new ConfigurationException(file + ":" + line + ": " + e.getOriginalMessage());
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(file + ": no such file", e);
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private RuleBook book(JsonNode root) {
        object(root, "the file");
        for (String key : root.propertyNames()) {
            if (!key.equals(USUAL) && !key.equals(CLASSES) && !key.equals(METERS)) {
                throw new ConfigurationException(
                        file + ": unknown key '" + key + "'; there are usual, classes, meters");
            }
        }
        Map<String, ValidationRules> classes = new HashMap<>(RuleBook.HOMES.classes());
        JsonNode given = root.path(CLASSES);
        if (!given.isMissingNode()) {
            object(given, CLASSES);
            given.properties()
                    .forEach(
                            entry ->
                                    classes.put(
                                            entry.getKey(),
                                            rules(entry.getKey(), entry.getValue())));
        }
        Map<String, String> meters = new HashMap<>();
        JsonNode named = root.path(METERS);
        if (!named.isMissingNode()) {
            object(named, METERS);
            named.properties()
                    .forEach(entry -> meters.put(entry.getKey(), entry.getValue().asString()));
        }
        try {
            return new RuleBook(classes, root.path(USUAL).asString(HOME), meters);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(file + ": " + e.getMessage());
        }
    }

    private ValidationRules rules(String name, JsonNode settings) {
        object(settings, CLASSES + "." + name);
        ValidationRules rules = ValidationRules.HOME;
        for (Map.Entry<String, JsonNode> entry : settings.properties()) {
            String place = CLASSES + "." + name + "." + entry.getKey();
            RuleSetting setting =
                    RuleSetting.ofLabel(entry.getKey())
                            .orElseThrow(
                                    () ->
                                            new ConfigurationException(
                                                    file + ": unknown key " + place));
            if (!entry.getValue().isNumber() && !entry.getValue().isString()) {
                throw new ConfigurationException(
                        file + ": " + place + ": a number or a text is wanted");
            }
            try {
                rules = setting.set(rules, entry.getValue().asString());
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(file + ": " + place + ": " + e.getMessage());
            }
        }
        return rules;
    }

    private void object(JsonNode node, String place) {
        if (!node.isObject()) {
            throw new ConfigurationException(file + ": " + place + " must be a JSON object");
        }
    }
}
