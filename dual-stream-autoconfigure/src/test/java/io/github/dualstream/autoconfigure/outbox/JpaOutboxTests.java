package io.github.dualstream.autoconfigure.outbox;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.autoconfigure.EntityManagerFactories;
import io.github.dualstream.test.DualStreamServers;
import io.github.dualstream.test.KafkaRecords;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.PersistenceContext;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Events within transactions of an EntityManager.
 */
@SpringBootTest(classes = JpaOutboxTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.datasource.url=jdbc:h2:mem:jpa;DB_CLOSE_DELAY=-1", "dual-stream.kafka.topic=jpa-events",
				"dual-stream.outbox.enabled=true" })
@DualStreamServers
class JpaOutboxTests {

	private final String orderId = UUID.randomUUID().toString();

	@Autowired
	@EventPublisher
	private DualStreamPublisher publisher;

	@Autowired
	private TransactionTemplate transaction;

	@PersistenceContext
	private EntityManager entities;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private KafkaConnectionDetails kafka;

	@Test
	void whenTheTransactionCommitsThenThereAreEntityAndEvent() {
		this.transaction.executeWithoutResult((status) -> {
			this.entities.persist(new Purchase(this.orderId));
			assertThat(publish("order.placed")).isTrue();
		});

		assertThat(purchases()).isEqualTo(1);
		await().until(() -> types().equals(List.of("order.placed")));
	}

	@Test
	void whenTheTransactionRollsBackThenThereIsNeither() {
		this.transaction.executeWithoutResult((status) -> {
			this.entities.persist(new Purchase(this.orderId));
			publish("order.placed");
			status.setRollbackOnly();
		});
		publishTheNext();

		await().until(() -> types().equals(List.of("order.next")));
		assertThat(purchases()).isZero();
	}

	@Test
	void whenTheEntityCannotBeWrittenAtCommitThenThereIsNoEvent() {
		this.jdbc.update("insert into purchase (id) values (?)", this.orderId);
		assertThatException().isThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
			this.entities.persist(new Purchase(this.orderId));
			publish("order.placed");
		}));
		publishTheNext();

		await().until(() -> types().equals(List.of("order.next")));
	}

	private void publishTheNext() {
		this.transaction.executeWithoutResult((status) -> publish("order.next"));
	}

	private boolean publish(String type) {
		return this.publisher.publish(Event.of("order", this.orderId, type, Map.of())).isStored();
	}

	private int purchases() {
		return this.jdbc.queryForObject("select count(*) from purchase where id = ?", Integer.class, this.orderId);
	}

	private List<String> types() {
		return KafkaRecords.of(String.join(",", this.kafka.getBootstrapServers()))
			.all("jpa-events")
			.stream()
			.filter((record) -> this.orderId.equals(record.key()))
			.map((record) -> KafkaRecords.header(record, "ce_type"))
			.toList();
	}

	@Entity(name = "purchase")
	static class Purchase {

		@Id
		private String id;

		Purchase() {
		}

		Purchase(String id) {
			this.id = id;
		}

	}

	@Configuration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource dataSource) {
			return EntityManagerFactories.withTables(dataSource, JpaOutboxTests.class);
		}

		@Bean
		JpaTransactionManager transactionManager(EntityManagerFactory factory) {
			return new JpaTransactionManager(factory);
		}

	}

}
