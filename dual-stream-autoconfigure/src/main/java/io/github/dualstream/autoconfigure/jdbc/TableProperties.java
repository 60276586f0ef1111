package io.github.dualstream.autoconfigure.jdbc;

import java.util.regex.Pattern;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the tables of all features.
 *
 * @param tablePrefix Prefix of the names of all tables, also of those of other features
 * than the outbox.
 * @param schema Database schema of all tables. The default schema of the connections by
 * default.
 * @param platform Platform of the database, for its statements and scripts. Determined by
 * the driver by default.
 */
@ConfigurationProperties("dual-stream.outbox")
record TableProperties(@DefaultValue("dual_stream_") String tablePrefix, @Nullable String schema,
		@Nullable DatabasePlatform platform) {

	private static final String PREFIX = "dual-stream.outbox.";

	/** Names become part of statements; the longest of an index must not be cut. */
	private static final Pattern IDENTIFIER = Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,29})?");

	TableProperties {
		requireIdentifier(PREFIX + "table-prefix", tablePrefix);
		if (schema != null) {
			requireIdentifier(PREFIX + "schema", schema);
			schema = schema.isEmpty() ? null : schema;
		}
	}

	private static void requireIdentifier(String property, String value) {
		if (!IDENTIFIER.matcher(value).matches()) {
			throw new InvalidPropertyException(property, value, "is not an identifier of SQL",
					"Set it to at most 30 letters, digits and underscores, of which the first is no digit.");
		}
	}

}
