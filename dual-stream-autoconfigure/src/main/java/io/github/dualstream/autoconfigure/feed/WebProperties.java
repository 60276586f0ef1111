package io.github.dualstream.autoconfigure.feed;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of the web endpoints.
 *
 * @param enabled Whether to enable the web endpoints, with which events can be queried
 * and streamed.
 * @param path Base path of the endpoints.
 * @param allowAnonymous Whether all clients may read all sources if there is no
 * FeedAuthorizer bean.
 * @param allowedOrigins Origins whose pages may use the endpoints, in addition to the
 * endpoints' own origin, such as https://example.org.
 * @param heartbeat Interval of heartbeats on a connection, which also detect disconnected
 * clients.
 * @param maxConnections Maximum number of streams and sockets.
 * @param maxConnectionsPerPrincipal Maximum number of streams and sockets of one
 * authenticated principal.
 * @param maxConnectionsPerAddress Maximum number of streams and sockets of
 * unauthenticated clients with one address. An IPv6 address counts by its first 64 bits.
 * @param maxSearchedRecords Maximum number of records that are searched per minute for
 * the queries and the recent events of one principal, or of unauthenticated clients with
 * one address.
 * @param recheckInterval Interval of calls of the FeedAuthorizer for open streams without
 * an expiry of their permission.
 * @param subscribeTimeout Time after which a WebSocket without a subscription is closed.
 * @param maxSources Maximum number of sources of one connection.
 * @param maxMessageSize Maximum size of a WebSocket client's message, in UTF-16
 * characters of two bytes.
 * @param maxMessagesPerSecond Maximum number of messages per second of a WebSocket
 * client.
 * @param compression Whether frames of a WebSocket may be compressed
 * (permessage-deflate), which requires some 90 kB of native memory for each socket of a
 * client that requests it.
 * @param cursorKey Key that encrypts the cursors and positions of clients, so that they
 * do not reveal the number of other events in between. Base64 of 16 or 32 random bytes,
 * the same on all instances.
 * @param previousCursorKeys Further keys whose cursors are accepted while the key is
 * being replaced.
 * @param writerThreads Number of threads that write to the clients, none of which waits
 * for a client.
 */
@ConfigurationProperties("dual-stream.web")
record WebProperties(@DefaultValue("false") boolean enabled, @DefaultValue("/events") String path,
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

	WebProperties {
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

	/** Require a valid key. The value is a secret even if it is not valid. */
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

	/** Text without secrets. */
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
