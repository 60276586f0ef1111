package io.github.dualstream.projection;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.dualstream.consumer.listener.EventMethods;

/**
 * Definition of a projection.
 *
 * @param name name of the projection
 * @param version version of the handlers
 * @param topics topics to read
 * @param tables tables of the view; empty if it is in memory
 * @param methods methods that handle the events
 */
public record ProjectionDefinition(String name, int version, Set<String> topics, List<String> tables,
		EventMethods methods) {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

	/** A table becomes part of statements. */
	private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?");

	public ProjectionDefinition {
		if (!NAME.matcher(name).matches()) {
			throw new InvalidProjectionException("Projection '" + name + "' has a name that is not valid",
					"Name it with up to 100 letters, digits, dots, hyphens and underscores.");
		}
		if (version < 1) {
			throw new InvalidProjectionException("Projection '" + name + "' has version " + version,
					"Begin with version 1.");
		}
		for (String table : tables) {
			if (!TABLE.matcher(table).matches()) {
				throw new InvalidProjectionException(
						"Projection '" + name + "' has a table '" + table + "', which is not an identifier of SQL",
						"Name a table by letters, digits and underscores, with its schema and a dot if needed.");
			}
		}
		topics = Set.copyOf(topics);
		tables = List.copyOf(tables);
	}

	boolean isInMemory() {
		return this.tables.isEmpty();
	}

}
