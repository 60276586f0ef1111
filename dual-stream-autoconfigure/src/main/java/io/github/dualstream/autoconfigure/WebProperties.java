package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The endpoints for browsers.
 *
 * @param enabled whether events can be queried and streamed over HTTP
 * @param path base path of the endpoints
 * @param allowAnonymous whether everybody may read every source while no FeedAuthorizer
 * bean decides
 * @param allowedOrigins web sites that may use the endpoints in their visitors' browsers,
 * besides the one that the endpoints belong to; such as https://example.org
 * @param heartbeat time between two signs of life on a connection, which also find
 * clients that are gone
 * @param maxConnections how many streams and sockets there may be
 * @param maxConnectionsPerPrincipal how many of them one authenticated principal may have
 * @param maxConnectionsPerAddress how many of them the clients of one address may have
 * that are not authenticated; an IPv6 address counts by its first 64 bits
 * @param maxSearchedRecords maximum number of records that the log is searched, within a
 * minute, for the queries and the recent events of one principal, or of the clients of
 * one address that are not authenticated
 * @param recheckInterval time after which to ask the FeedAuthorizer again about an open
 * stream, where it does not say until when a permission holds
 * @param subscribeTimeout time after which a WebSocket without a subscription is closed
 * @param maxSources how many sources one connection may watch
 * @param maxMessageSize how long a message of a WebSocket's client may be, in UTF-16
 * characters of two bytes
 * @param maxMessagesPerSecond how many messages such a client may send within a second
 * @param compression whether frames of a WebSocket may be compressed
 * (permessage-deflate), which takes some 90 kB of native memory for each socket of a
 * client that asks for it
 * @param cursorKey secret that encrypts the cursors and positions of clients, so that
 * they do not tell how many events of others lie between; Base64 of 16 or 32 random
 * bytes, the same on all instances
 * @param previousCursorKeys secrets whose cursors are accepted, too, while the key is
 * being replaced
 * @param writerThreads how many threads write to the clients; none of them waits for a
 * client
 */
public record WebProperties(@DefaultValue("false") boolean enabled, @DefaultValue("/events") String path,
		@DefaultValue("false") boolean allowAnonymous, @DefaultValue Set<String> allowedOrigins,
		@DefaultValue("15s") Duration heartbeat, @DefaultValue("20000") int maxConnections,
		@DefaultValue("100") int maxConnectionsPerPrincipal, @DefaultValue("500") int maxConnectionsPerAddress,
		@DefaultValue("1000000") long maxSearchedRecords, @DefaultValue("5m") Duration recheckInterval,
		@DefaultValue("30s") Duration subscribeTimeout, @DefaultValue("100") int maxSources,
		@DefaultValue("16KB") DataSize maxMessageSize, @DefaultValue("20") int maxMessagesPerSecond,
		@DefaultValue("false") boolean compression, @Nullable String cursorKey,
		@DefaultValue List<String> previousCursorKeys, @DefaultValue("4") int writerThreads) {

	private static final long MIN_MESSAGE_SIZE = 256;

	private static final long MAX_MESSAGE_SIZE = 1024 * 1024;

	private static final Set<Integer> CURSOR_KEY_BYTES = Set.of(16, 32);

	public WebProperties {
		if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
			throw new InvalidPropertyException("dual-stream.web.path", path, "is not a plain path",
					"Set it to a path such as '/events', without a slash at its end.");
		}
		allowedOrigins.forEach(WebProperties::requireOrigin);
		PropertyRules.requirePositive("dual-stream.web.heartbeat", heartbeat);
		PropertyRules.requireAtLeast("dual-stream.web.max-connections", 1, maxConnections);
		PropertyRules.requireAtLeast("dual-stream.web.max-connections-per-principal", 1, maxConnectionsPerPrincipal);
		PropertyRules.requireAtLeast("dual-stream.web.max-connections-per-address", 1, maxConnectionsPerAddress);
		PropertyRules.requireAtLeast("dual-stream.web.max-searched-records", 1, maxSearchedRecords);
		PropertyRules.requirePositive("dual-stream.web.recheck-interval", recheckInterval);
		PropertyRules.requirePositive("dual-stream.web.subscribe-timeout", subscribeTimeout);
		PropertyRules.requireAtLeast("dual-stream.web.max-sources", 1, maxSources);
		PropertyRules.requireAtLeast("dual-stream.web.max-messages-per-second", 1, maxMessagesPerSecond);
		if (maxMessageSize.toBytes() < MIN_MESSAGE_SIZE || maxMessageSize.toBytes() > MAX_MESSAGE_SIZE) {
			throw new InvalidPropertyException("dual-stream.web.max-message-size", maxMessageSize,
					"is not from 256B to 1MB", "Leave room for the sources that a client subscribes to at once.");
		}
		if (cursorKey != null) {
			requireKey("dual-stream.web.cursor-key", cursorKey);
		}
		for (int i = 0; i < previousCursorKeys.size(); i++) {
			requireKey("dual-stream.web.previous-cursor-keys[" + i + "]", previousCursorKeys.get(i));
		}
		if (cursorKey == null && !previousCursorKeys.isEmpty()) {
			throw new InvalidPropertyException("dual-stream.web.previous-cursor-keys", "(not shown)",
					"has no effect without dual-stream.web.cursor-key", "Set dual-stream.web.cursor-key, too.");
		}
		PropertyRules.requireAtLeast("dual-stream.web.writer-threads", 1, writerThreads);
	}

	/** The value is a secret, even if it is a wrong one. */
	private static void requireKey(String property, String key) {
		if (!CURSOR_KEY_BYTES.contains(lengthOf(key))) {
			throw new InvalidPropertyException(property, "(not shown)", "is not Base64 of 16 or 32 bytes",
					"Make a key with 'openssl rand -base64 32' and give it to all instances as a secret.");
		}
	}

	private static int lengthOf(String key) {
		try {
			return Base64.getDecoder().decode(key).length;
		}
		catch (IllegalArgumentException ex) {
			return 0;
		}
	}

	/** Without secrets. */
	@Override
	public String toString() {
		return "WebProperties[enabled=" + this.enabled + ", path=" + this.path + "]";
	}

	private static void requireOrigin(String origin) {
		if (!origin.matches("https?://[a-z0-9.\\[\\]:-]+")) {
			throw new InvalidPropertyException("dual-stream.web.allowed-origins", origin, "is not an origin",
					"Name each site as its browser does, such as https://example.org; "
							+ "'*' would let any site read with its visitors' cookies.");
		}
	}

}
