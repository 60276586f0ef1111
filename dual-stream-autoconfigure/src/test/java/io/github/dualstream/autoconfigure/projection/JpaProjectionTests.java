package io.github.dualstream.autoconfigure.projection;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.autoconfigure.EntityManagerFactories;
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.Projection;
import io.github.dualstream.projection.ProjectionHandler;
import io.github.dualstream.projection.Projections;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Views that are written by JPA and Spring Data, in the transaction of the checkpoint.
 */
class JpaProjectionTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.application.name=shop",
				"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
				"dual-stream.transport.log=memory", "dual-stream.transport.bus=memory");

	@Test
	void theViewIsCommittedWithTheCheckpoint() {
		this.runner.run((context) -> {
			Projections projections = context.getBean(Projections.class);
			Position last = publish(context, "book", 20);
			assertThat(projections.await("stock", last, PATIENCE)).isTrue();
			assertThat(amount(context, 1, "book")).isEqualTo(20);
			projections.rebuild("stock");
			await().atMost(PATIENCE).until(() -> projections.generation("stock") == 2);
			assertThat(amount(context, 2, "book")).isEqualTo(20);
			await().atMost(PATIENCE).until(() -> amount(context, 1, "book") == 0);
		});
	}

	@Test
	void whenAHandlerFailsThenTheViewIsRolledBackWithTheCheckpoint() {
		this.runner.run((context) -> {
			Projections projections = context.getBean(Projections.class);
			Stock stock = context.getBean(Stock.class);
			stock.failures.set(5);
			Position last = publish(context, "pen", 10);
			assertThat(projections.await("stock", last, PATIENCE)).isTrue();
			assertThat(stock.failures).hasNonPositiveValue();
			assertThat(amount(context, 1, "pen")).isEqualTo(10);
		});
	}

	private static Position publish(ApplicationContext context, String item, int count) {
		Position last = new Position("events", 0, 0);
		for (int i = 0; i < count; i++) {
			last = context.getBean(DualStreamPublisher.class)
				.publish(Event.of("item", item, "item.added", Map.of("name", item)))
				.position();
		}
		return last;
	}

	private static int amount(ApplicationContext context, int generation, String item) {
		return context.getBean(Items.class).findById(new Key(generation, item)).map(Item::amount).orElse(0);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableJpaRepositories(considerNestedRepositories = true)
	static class Application {

		@Bean
		LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource dataSource) {
			return EntityManagerFactories.withTables(dataSource, JpaProjectionTests.class);
		}

		@Bean
		JpaTransactionManager transactionManager(EntityManagerFactory factory) {
			return new JpaTransactionManager(factory);
		}

		@Bean
		Stock stock(Items items) {
			return new Stock(items);
		}

	}

	@Embeddable
	record Key(int generation, String name) {

	}

	@Entity(name = "item")
	static class Item {

		@EmbeddedId
		private Key key;

		private int amount;

		Item() {
		}

		Item(Key key) {
			this.key = key;
		}

		Key key() {
			return this.key;
		}

		void add() {
			this.amount++;
		}

		int amount() {
			return this.amount;
		}

	}

	interface Items extends JpaRepository<Item, Key> {

	}

	record Added(String name) {

	}

	@Projection(name = "stock", tables = "item")
	static class Stock {

		private final Items items;

		private final AtomicInteger failures = new AtomicInteger();

		Stock(Items items) {
			this.items = items;
		}

		@ProjectionHandler(sourceTypes = "item", types = "item.added")
		void added(Added added, Generation generation) {
			Key key = new Key(generation.number(), added.name());
			Item item = this.items.findById(key).orElseGet(() -> new Item(key));
			item.add();
			this.items.saveAndFlush(item);
			if (this.failures.getAndDecrement() > 0) {
				throw new IllegalStateException("after the row was written");
			}
		}

	}

}
