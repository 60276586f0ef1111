package io.github.dualstream.benchmarks.eventstore;

import java.sql.Types;
import java.util.List;
import java.util.Objects;

import com.zaxxer.hikari.HikariDataSource;
import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.benchmarks.workload.Orders;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.axonframework.common.jpa.SimpleEntityManagerProvider;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jpa.DomainEventEntry;
import org.axonframework.eventsourcing.eventstore.jpa.JpaEventStorageEngine;
import org.axonframework.serialization.json.JacksonSerializer;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.BinaryJdbcType;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Axon Framework's event storage engine on JPA. It sends nothing: its processors read the
 * table.
 */
final class AxonStore implements StoreContender {

	/** Loads a stream with one query, instead of one more that finds nothing. */
	private static final int BATCH = 1000;

	private static final String TYPE = "Order";

	private final HikariDataSource database = new HikariDataSource();

	private final LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();

	private final Orders orders = new Orders(new JsonMapper());

	private final TransactionTemplate transaction;

	private final JpaEventStorageEngine engine;

	AxonStore(String jdbcUrl) {
		this.database.setJdbcUrl(jdbcUrl);
		this.factory.setDataSource(this.database);
		this.factory.setPackagesToScan(DomainEventEntry.class.getPackageName());
		HibernateJpaVendorAdapter hibernate = new HibernateJpaVendorAdapter();
		hibernate.setGenerateDdl(true);
		hibernate.setDatabasePlatform(ByteaDialect.class.getName());
		this.factory.setJpaVendorAdapter(hibernate);
		this.factory.afterPropertiesSet();
		EntityManagerFactory opened = Objects.requireNonNull(this.factory.getObject());
		EntityManager manager = SharedEntityManagerCreator.createSharedEntityManager(opened);
		PlatformTransactionManager transactions = new JpaTransactionManager(opened);
		this.transaction = new TransactionTemplate(transactions);
		JacksonSerializer serializer = JacksonSerializer.builder().build();
		this.engine = JpaEventStorageEngine.builder()
			.entityManagerProvider(new SimpleEntityManagerProvider(manager))
			.transactionManager(() -> begin(transactions))
			.eventSerializer(serializer)
			.snapshotSerializer(serializer)
			.batchSize(BATCH)
			.finalAggregateBatchPredicate((batch) -> batch.size() < BATCH)
			.build();
	}

	private static Transaction begin(PlatformTransactionManager transactions) {
		TransactionStatus status = transactions.getTransaction(null);
		return new Transaction() {

			@Override
			public void commit() {
				transactions.commit(status);
			}

			@Override
			public void rollback() {
				if (!status.isCompleted()) {
					transactions.rollback(status);
				}
			}

		};
	}

	@Override
	public void append(String stream, long expectedVersion, int number) {
		this.transaction.executeWithoutResult((status) -> this.engine
			.appendEvents(new GenericDomainEventMessage<>(TYPE, stream, expectedVersion, this.orders.order(number))));
	}

	@Override
	public List<Order> load(String stream) {
		return this.engine.readEvents(stream).asStream().map((event) -> (Order) event.getPayload()).toList();
	}

	@Override
	public void close() {
		this.factory.destroy();
		this.database.close();
	}

	/**
	 * PostgreSQL with bytes in rows, as Axon's documentation advises, instead of large
	 * objects beside them.
	 */
	public static final class ByteaDialect extends PostgreSQLDialect {

		@Override
		protected String columnType(int sqlTypeCode) {
			return (sqlTypeCode == SqlTypes.BLOB) ? "bytea" : super.columnType(sqlTypeCode);
		}

		@Override
		protected String castType(int sqlTypeCode) {
			return (sqlTypeCode == SqlTypes.BLOB) ? "bytea" : super.castType(sqlTypeCode);
		}

		@Override
		public void contributeTypes(TypeContributions contributions, ServiceRegistry registry) {
			super.contributeTypes(contributions, registry);
			contributions.getTypeConfiguration()
				.getJdbcTypeRegistry()
				.addDescriptor(Types.BLOB, BinaryJdbcType.INSTANCE);
		}

	}

}
