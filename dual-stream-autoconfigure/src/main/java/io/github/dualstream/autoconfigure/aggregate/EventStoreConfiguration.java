package io.github.dualstream.autoconfigure.aggregate;

import io.github.dualstream.aggregate.EventStore;
import io.github.dualstream.aggregate.jdbc.JdbcEventStore;
import io.github.dualstream.aggregate.jdbc.StreamRestore;
import io.github.dualstream.autoconfigure.jdbc.DualStreamDatabase;
import io.github.dualstream.codec.EventAppender;
import io.github.dualstream.outbox.CommitNotifier;
import io.github.dualstream.outbox.Relay;
import io.github.dualstream.outbox.jdbc.JdbcOutboxStore;
import io.github.dualstream.outbox.jdbc.OutboxDialect;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Configuration of the event store, in the database of the outbox, whose relay sends its
 * events.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ JdbcTemplate.class, JdbcEventStore.class })
class EventStoreConfiguration {

	@Bean
	@ConditionalOnBean(JdbcOutboxStore.class)
	@ConditionalOnMissingBean(EventStore.class)
	JdbcEventStore dualStreamEventStore(@Qualifier("dualStreamOutboxDatabase") DualStreamDatabase database,
			JdbcOutboxStore outbox, EventAppender appender, ObjectProvider<Relay> relay,
			@Qualifier("dualStreamOutboxNotifier") CommitNotifier others) {
		Relay own = relay.getIfAvailable();
		return new JdbcEventStore(database.dataSource(), OutboxDialect.of(database.platform()), database.names(),
				outbox, appender, (own != null) ? own : others);
	}

	@Bean
	@ConditionalOnBean({ JdbcEventStore.class, LogReaders.class, TopicRouting.class })
	@ConditionalOnMissingBean
	StreamRestore dualStreamStreamRestore(LogReaders readers, TopicRouting routing,
			@Qualifier("dualStreamOutboxDatabase") DualStreamDatabase database) {
		return new StreamRestore(readers, routing, database.dataSource(), OutboxDialect.of(database.platform()),
				database.names());
	}

}
