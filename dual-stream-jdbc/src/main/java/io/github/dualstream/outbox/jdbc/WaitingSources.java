package io.github.dualstream.outbox.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import io.github.dualstream.Source;

import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Sources with pending rows. Uses a connection that is not bound to the calling thread,
 * whose transaction could have an old snapshot.
 */
final class WaitingSources {

	private static final int MAX_SOURCES = 50;

	private final DataSource dataSource;

	private final String exists;

	WaitingSources(DataSource dataSource, OutboxTables tables) {
		this.dataSource = dataSource;
		this.exists = "exists (select 1 from " + tables.outbox()
				+ " where aggregateid = ? and aggregatetype = ? and status = 'PENDING')";
	}

	/**
	 * Find the sources with pending rows that were committed before this call.
	 */
	Set<Source> among(Collection<Source> sources) {
		List<Source> asked = List.copyOf(new HashSet<>(sources));
		Set<Source> waiting = new HashSet<>();
		try (Connection connection = this.dataSource.getConnection()) {
			for (int from = 0; from < asked.size(); from += MAX_SOURCES) {
				query(connection, asked.subList(from, Math.min(from + MAX_SOURCES, asked.size())), waiting);
			}
			if (!connection.getAutoCommit()) {
				// not every pool does, and the next query must not see what this one saw
				connection.rollback();
			}
			return waiting;
		}
		catch (SQLException ex) {
			throw new DataAccessResourceFailureException(String.valueOf(ex.getMessage()), ex);
		}
	}

	private void query(Connection connection, List<Source> sources, Set<Source> waiting) throws SQLException {
		String sql = "select " + this.exists + (", " + this.exists).repeat(sources.size() - 1);
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			for (int i = 0; i < sources.size(); i++) {
				statement.setString(2 * i + 1, sources.get(i).id());
				statement.setString(2 * i + 2, sources.get(i).type());
			}
			try (ResultSet row = statement.executeQuery()) {
				row.next();
				for (int i = 0; i < sources.size(); i++) {
					if (row.getBoolean(i + 1)) {
						waiting.add(sources.get(i));
					}
				}
			}
		}
	}

}
