package org.smartmeter.server.feed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.readings.feed.EventFeed;
import org.smartmeter.readings.feed.FeedItem;
import tools.jackson.databind.json.JsonMapper;

/// Tells addresses outside what happens: in order, each item at least once, the next ones only
/// after an answer of 2xx. Who does not answer is called again after ever longer pauses and goes on
/// where it stood.
public final class Webhooks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final int ITEMS_A_CALL = 200;
    private static final int MOST_HOOKS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int LONGEST_ERROR = 200;
    private static final int SECRET_BYTES = 32;

    static final String TIMESTAMP = "X-Smartmeter-Timestamp";
    static final String SIGNATURE = "X-Smartmeter-Signature";

    private final WebhookTable table;
    private final EventFeed feed;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("webhooks").daemon().factory());

    /// @param clock the wall's: pauses are real ones
    public Webhooks(Jdbi jdbi, EventFeed feed, InstantSource clock) {
        this.table = new WebhookTable(jdbi);
        this.feed = feed;
        this.clock = clock;
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::roundSafely, 1, 1, TimeUnit.SECONDS);
    }

    private void roundSafely() {
        try {
            round();
        } catch (RuntimeException e) {
            LOG.error("webhooks could not be called and are tried again", e);
        }
    }

    /// Calls everybody who is due once.
    void round() {
        for (Webhook hook : table.all()) {
            if (!clock.instant().isBefore(hook.nextTry())) {
                List<FeedItem> items = feed.after(hook.position(), ITEMS_A_CALL);
                if (!items.isEmpty()) {
                    call(hook, items);
                }
            }
        }
    }

    /// @return the new one with its secret, which is shown once
    /// @throws IllegalArgumentException if nobody may be called there
    Webhook add(String url, String creator) {
        URI address = checked(url);
        if (table.all().size() >= MOST_HOOKS) {
            throw new IllegalArgumentException(
                    "there are " + MOST_HOOKS + " webhooks already; remove one");
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        Instant now = clock.instant();
        Webhook hook =
                new Webhook(
                        UUID.randomUUID(),
                        address,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                        creator,
                        now,
                        feed.end(),
                        0,
                        Instant.EPOCH,
                        null,
                        null);
        table.add(hook);
        return hook;
    }

    /// What happens in homes travels encrypted, unless it stays on this machine.
    private static URI checked(String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + url + "' is no address", e);
        }
        String host = address.getHost();
        if (host == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException("'" + url + "' names no host, or a password");
        }
        boolean safe =
                "https".equals(address.getScheme())
                        || "http".equals(address.getScheme()) && isThisMachine(host);
        if (!safe) {
            throw new IllegalArgumentException(
                    "'" + url + "' must be https; http only to this machine itself");
        }
        return address;
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    List<Webhook> all() {
        return table.all();
    }

    boolean remove(UUID id) {
        return table.remove(id);
    }

    private void call(Webhook hook, List<FeedItem> items) {
        String body =
                json.writeValueAsString(
                        Map.of("items", items.stream().map(ShownItem::of).toList()));
        Instant now = clock.instant();
        String timestamp = Long.toString(now.getEpochSecond());
        HttpRequest request =
                HttpRequest.newBuilder(hook.url())
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header(TIMESTAMP, timestamp)
                        .header(SIGNATURE, "v1=" + signature(hook.secret(), timestamp, body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 200 && status < 300) {
                table.told(hook.id(), items.getLast().position(), now);
            } else {
                failed(hook, "it answered " + status);
            }
        } catch (IOException e) {
            failed(hook, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(Webhook hook, String why) {
        Duration pause = Duration.ofSeconds(1L << Math.min(hook.failures(), 12));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        LOG.info("{}: {}; again in {}", hook, why, bounded);
        table.failed(
                hook.id(),
                why.length() > LONGEST_ERROR ? why.substring(0, LONGEST_ERROR) : why,
                clock.instant().plus(bounded));
    }

    /// HMAC-SHA256 of `timestamp.body`, in hexadecimal.
    static String signature(String secret, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(
                            mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no HMAC-SHA256", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close();
    }
}
