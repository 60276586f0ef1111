package io.github.dualstream.faults.patterns;

import io.github.dualstream.Event;
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.Projection;
import io.github.dualstream.projection.ProjectionHandler;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * View that has a row for each time that it takes an event into account.
 */
@Projection(name = Effects.NAME, tables = "effects")
class Effects {

	static final String NAME = "effects";

	private final JdbcTemplate jdbc;

	Effects(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	@ProjectionHandler(sourceTypes = { "order", "payment" })
	void add(Event event, Generation generation) {
		this.jdbc.update("insert into effects (generation, event, source) values (?, ?, ?)", generation.number(),
				event.id(), event.source().toString());
	}

}
