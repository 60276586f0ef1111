package io.github.dualstream.autoconfigure.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.dualstream.DualStreamException;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.autoconfigure.EntityManagerFactories;
import io.github.dualstream.outbox.Relay;
import io.github.dualstream.test.DualStreamServers;
import io.github.dualstream.test.KafkaRecords;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Transient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.DomainEvents;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Publishes from everywhere in a transaction where application code can run, and compares
 * what was said of each event with its row, and in the end with Kafka. A shape is written
 * as what is said of each of its events, and which rows are left when it is over.
 */
@SpringBootTest(classes = TransactionScenarios.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "dual-stream.kafka.topic=transaction-events", "dual-stream.outbox.enabled=true",
				"dual-stream.outbox.initialize-schema=always", "spring.datasource.hikari.connection-timeout=2000" })
@DualStreamServers
abstract class TransactionScenarios {

	private static final int MIXED = 300;

	/** Of the shape that runs on this thread. */
	private static final ThreadLocal<Run> current = new ThreadLocal<>();

	@Autowired
	@EventPublisher
	private DualStreamPublisher publisher;

	@Autowired
	private Map<String, PlatformTransactionManager> managers;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private JdbcTemplate jdbc;

	@PersistenceContext
	private EntityManager entities;

	@Autowired
	private Purchases purchases;

	@Autowired
	private ApplicationEventPublisher applicationEvents;

	@Autowired
	private Relay relay;

	@Autowired
	private KafkaConnectionDetails kafka;

	/** What Kafka has to have in the end, by source. */
	private final Map<String, List<String>> expected = new LinkedHashMap<>();

	private PlatformTransactionManager manager() {
		return current.get().manager();
	}

	/**
	 * Shapes that do the same with every transaction manager of the outbox's database.
	 */
	private List<Shape> shapes() {
		return List.of(
				// the body
				new Shape("commit", "a:stored b:stored", "a b", () -> required(() -> say("a", "b"))),
				new Shape("roll-back", "a:stored", "", () -> required(() -> {
					say("a");
					fail();
				})), new Shape("no transaction", "a:sent", "", () -> say("a")),
				new Shape("several at once", "a:stored b:stored c:stored", "a b c",
						() -> required(() -> sayAll("a", "b", "c"))),
				new Shape("marked as rollback-only", "a:stored", "",
						() -> with(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((status) -> {
							status.setRollbackOnly();
							say("a");
						})),
				new Shape("rows are visible to the transaction itself", "a:stored", "a", () -> required(() -> {
					say("a");
					assertThat(rows(source())).containsExactly("a");
				})), new Shape("read-only", "a:refused", "", () -> readOnly(() -> say("a"))),
				new Shape("new transaction in a read-only one", "a:stored b:refused", "a", () -> readOnly(() -> {
					requiresNew(() -> say("a"));
					say("b");
				})),
				// synchronizations
				new Shape("beforeCommit, the first event", "a:stored", "a",
						() -> required(() -> on("beforeCommit", () -> say("a")))),
				new Shape("beforeCommit, after another", "a:stored b:stored", "a b", () -> required(() -> {
					say("a");
					on("beforeCommit", () -> say("b"));
				})),
				new Shape("beforeCompletion of a commit", "a:stored", "a",
						() -> required(() -> on("beforeCompletion", () -> say("a")))),
				new Shape("beforeCompletion of a roll-back", "a:stored", "", () -> required(() -> {
					on("beforeCompletion", () -> say("a"));
					fail();
				})), new Shape("afterCommit", "a:refused", "", () -> required(() -> on("afterCommit", () -> say("a")))),
				new Shape("afterCommit, after another", "a:stored b:refused", "a", () -> required(() -> {
					say("a");
					on("afterCommit", () -> say("b"));
				})),
				new Shape("afterCommit, joined", "a:refused", "",
						() -> required(() -> on("afterCommit", () -> required(() -> say("a"))))),
				new Shape("afterCommit, new transaction", "a:stored b:stored c:refused", "a b", () -> required(() -> {
					say("a");
					on("afterCommit", () -> {
						requiresNew(() -> say("b"));
						say("c");
					});
				})), new Shape("afterCommit, new transaction, its afterCommit", "a:stored b:refused", "a",
						() -> required(() -> on("afterCommit", () -> requiresNew(() -> {
							say("a");
							on("afterCommit", () -> say("b"));
						})))),
				new Shape("afterCompletion of a commit", "a:refused", "",
						() -> required(() -> on("afterCompletion", () -> say("a")))),
				new Shape("afterCompletion of a roll-back", "a:refused", "", () -> required(() -> {
					on("afterCompletion", () -> say("a"));
					fail();
				})),
				new Shape("afterCompletion, new transaction", "a:stored", "a",
						() -> required(() -> on("afterCompletion", () -> requiresNew(() -> say("a"))))),
				new Shape("suspend and resume", "a:stored b:stored c:stored", "a b c", () -> required(() -> {
					on("suspend", () -> say("a"));
					on("resume", () -> say("c"));
					requiresNew(() -> say("b"));
				})), new Shape("another's beforeCommit fails", "a:stored", "", () -> required(() -> {
					say("a");
					on("beforeCommit", TransactionScenarios::fail);
				})), new Shape("another's beforeCompletion fails", "a:stored", "a", () -> required(() -> {
					on("beforeCompletion", TransactionScenarios::fail);
					say("a");
				})), new Shape("another's afterCommit fails", "a:stored", "a", () -> required(() -> {
					say("a");
					on("afterCommit", TransactionScenarios::fail);
				})), new Shape("another's afterCompletion fails", "a:stored b:refused", "a", () -> required(() -> {
					say("a");
					on("afterCompletion", TransactionScenarios::fail);
					on("afterCompletion", () -> say("b"));
				})),
				// listeners of application events
				new Shape("listener before commit", "a:stored", "a", () -> required(() -> tell("BEFORE_COMMIT"))),
				new Shape("listener after commit", "a:refused", "", () -> required(() -> tell("AFTER_COMMIT"))),
				new Shape("listener after completion", "a:refused", "", () -> required(() -> tell("AFTER_COMPLETION"))),
				new Shape("listener after roll-back", "a:refused", "", () -> required(() -> {
					tell("AFTER_ROLLBACK");
					fail();
				})),
				// listeners of the transaction manager
				new Shape("manager's listener, before begin", "a:sent", "",
						() -> listening("beforeBegin", () -> required(() -> {
						}))),
				new Shape("manager's listener, after begin", "a:stored", "a",
						() -> listening("afterBegin", () -> required(() -> {
						}))),
				new Shape("manager's listener, before commit", "a:stored", "a",
						() -> listening("beforeCommit", () -> required(() -> {
						}))),
				new Shape("manager's listener, after commit", "a:refused", "",
						() -> listening("afterCommit", () -> required(() -> {
						}))),
				new Shape("manager's listener, before roll-back", "a:stored", "",
						() -> listening("beforeRollback", () -> required(TransactionScenarios::fail))),
				new Shape("manager's listener, after roll-back", "a:refused", "",
						() -> listening("afterRollback", () -> required(TransactionScenarios::fail))),
				// propagation
				new Shape("joined", "a:stored b:stored", "a b", () -> required(() -> {
					say("a");
					required(() -> say("b"));
				})), new Shape("joined part fails", "a:stored b:stored", "", () -> required(() -> {
					say("a");
					ignoringFailure(() -> required(() -> {
						say("b");
						fail();
					}));
				})), new Shape("supports, mandatory", "a:sent b:stored c:stored", "b c", () -> {
					with(TransactionDefinition.PROPAGATION_SUPPORTS).executeWithoutResult((status) -> say("a"));
					required(() -> {
						with(TransactionDefinition.PROPAGATION_SUPPORTS).executeWithoutResult((status) -> say("b"));
						with(TransactionDefinition.PROPAGATION_MANDATORY).executeWithoutResult((status) -> say("c"));
					});
				}), new Shape("supports, with a connection at hand", "a:sent", "",
						() -> with(TransactionDefinition.PROPAGATION_SUPPORTS).executeWithoutResult((status) -> {
							this.jdbc.queryForObject("select 1", Integer.class);
							say("a");
						})),
				new Shape("not supported, never", "a:stored b:sent c:sent", "a", () -> {
					required(() -> {
						say("a");
						with(TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
							.executeWithoutResult((status) -> say("b"));
						with(TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
							.executeWithoutResult((status) -> with(TransactionDefinition.PROPAGATION_NEVER)
								.executeWithoutResult((inner) -> say("c")));
					});
				}), new Shape("new transaction, outer rolls back", "a:stored b:stored", "b", () -> required(() -> {
					say("a");
					requiresNew(() -> say("b"));
					fail();
				})), new Shape("new transaction rolls back", "a:stored b:stored c:stored", "a c", () -> required(() -> {
					say("a");
					ignoringFailure(() -> requiresNew(() -> {
						say("b");
						fail();
					}));
					say("c");
				})), new Shape("new transaction in beforeCommit", "a:stored b:stored", "a b",
						() -> required(() -> on("beforeCommit", () -> {
							requiresNew(() -> say("a"));
							say("b");
						}))),
				new Shape("savepoint of the connection", "a:stored b:stored c:stored", "a c", () -> required(() -> {
					say("a");
					rollingBackToSavepoint(() -> say("b"));
					say("c");
				})),
				// another resource
				new Shape("transaction of another database", "a:sent", "", () -> another(() -> say("a"))),
				new Shape("transaction of another database, with a connection at hand", "a:sent", "",
						() -> another(() -> {
							this.jdbc.queryForObject("select 1", Integer.class);
							say("a");
						})),
				new Shape("within a transaction of another database", "a:stored b:stored", "a b", () -> another(() -> {
					required(() -> say("a"));
					say("b");
				})), new Shape("around a transaction of another database", "a:stored b:stored c:stored", "a b c",
						() -> required(() -> {
							say("a");
							another(() -> {
								say("b");
								on("afterCommit", () -> say("c"));
							});
						})),
				new Shape("around a transaction of another database, rolled back", "a:stored", "",
						() -> required(() -> {
							another(() -> say("a"));
							fail();
						})),
				new Shape("transaction of another database in afterCommit", "a:refused", "",
						() -> required(() -> on("afterCommit", () -> another(() -> say("a"))))),
				new Shape("manager that is no bean", "a:refused", "",
						() -> new TransactionTemplate(new JdbcTransactionManager(this.dataSource))
							.executeWithoutResult((status) -> say("a"))),
				new Shape("manager without synchronizations", "a:refused", "", () -> {
					JdbcTransactionManager manager = new JdbcTransactionManager(this.dataSource);
					manager.setTransactionSynchronization(JdbcTransactionManager.SYNCHRONIZATION_NEVER);
					new TransactionTemplate(manager).executeWithoutResult((status) -> say("a"));
				}));
	}

	/**
	 * Shapes that only JDBC has: Hibernate has no nested transactions.
	 */
	private List<Shape> jdbcShapes() {
		return List.of(new Shape("nested part rolls back", "a:stored b:stored c:stored", "a c", () -> required(() -> {
			say("a");
			ignoringFailure(() -> nested(() -> {
				say("b");
				fail();
			}));
			nested(() -> say("c"));
		})), new Shape("nested part in beforeCommit rolls back", "a:stored b:stored", "b",
				() -> required(() -> on("beforeCommit", () -> {
					ignoringFailure(() -> nested(() -> {
						say("a");
						fail();
					}));
					say("b");
				}))));
	}

	/**
	 * Shapes that only JPA has, whose transaction manager is the primary one.
	 */
	private List<Shape> jpaShapes() {
		return List.of(
				new Shape("listener after commit in a new transaction", "a:stored", "a",
						() -> required(() -> tell("REQUIRES_NEW"))),
				new Shape("PrePersist", "a:stored", "a", () -> calledBack("PrePersist", () -> required(this::persist))),
				new Shape("PostPersist during the flush of the commit", "a:stored", "a",
						() -> calledBack("PostPersist", () -> required(this::persist))),
				new Shape("PostPersist, then roll-back", "a:stored", "",
						() -> calledBack("PostPersist", () -> required(() -> {
							persist();
							this.entities.flush();
							fail();
						}))),
				new Shape("PostPersist, rolled back by a later entity", "a:stored", "", () -> {
					required(() -> this.entities.persist(new Purchase("taken-" + source())));
					calledBack("PostPersist", () -> required(() -> {
						persist();
						this.entities.persist(new Purchase("taken-" + source()));
					}));
				}), new Shape("PreUpdate during the flush of the commit", "a:stored", "a", () -> {
					required(this::persist);
					calledBack("PreUpdate", () -> required(this::change));
				}), new Shape("PostUpdate during the flush of the commit", "a:stored", "a", () -> {
					required(this::persist);
					calledBack("PostUpdate", () -> required(this::change));
				}), new Shape("PostRemove during the flush of the commit", "a:stored", "a", () -> {
					required(this::persist);
					calledBack("PostRemove", () -> required(() -> this.entities.remove(find())));
				}),
				new Shape("new transaction during the flush of the commit", "a:stored", "a",
						() -> calledBack("PostPersist", () -> requiresNew(() -> say("a")),
								() -> required(this::persist))),
				new Shape("savepoint during the flush of the commit", "a:stored b:stored", "b",
						() -> calledBack("PostPersist", () -> {
							rollingBackToSavepoint(() -> say("a"));
							say("b");
						}, () -> required(this::persist))),
				new Shape("body, beforeCommit, flush, afterCommit", "a:stored b:stored c:stored d:refused", "a b c",
						() -> calledBack("PostPersist", () -> say("c"), () -> required(() -> {
							persist();
							say("a");
							on("beforeCommit", () -> say("b"));
							on("afterCommit", () -> say("d"));
						}))),
				new Shape("domain events of an aggregate", "a:stored b:stored", "a b",
						() -> required(() -> this.purchases.save(new Purchase(source(), new Placed(this::say))))));
	}

	@TestFactory
	Stream<DynamicTest> whatIsSaidOfAnEventIsWhatBecomesOfIt() {
		// rows are looked at before they are sent
		this.relay.stop();
		List<Run> runs = new ArrayList<>();
		for (String name : List.of("jpa", "jdbc")) {
			shapes().forEach((shape) -> runs.add(new Run(shape, this.managers.get(name), name)));
		}
		jdbcShapes().forEach((shape) -> runs.add(new Run(shape, this.managers.get("jdbc"), "jdbc")));
		jpaShapes().forEach((shape) -> runs.add(new Run(shape, this.managers.get("jpa"), "jpa")));
		return Stream
			.of(runs.stream().map((run) -> DynamicTest.dynamicTest(run.name(), () -> walk(run))),
					Stream.of(DynamicTest.dynamicTest("many, mixed, on one thread", () -> mixed(runs)),
							DynamicTest.dynamicTest("many, mixed, on a pool of threads", () -> onPool(runs)),
							DynamicTest.dynamicTest("Kafka has what was stored or sent, in that order", this::compare)))
			.flatMap((tests) -> tests);
	}

	private void walk(Run template) {
		Run run = new Run(template.shape(), template.manager(), template.managerName());
		current.set(run);
		try {
			ignoringFailure(run.shape().action());
			assertThat(run.said()).as("said in %s", run.name()).isEqualTo(run.shape().said());
			assertThat(rows(run.source())).as("rows of %s", run.name()).isEqualTo(words(run.shape().rows()));
			assertThatNothingIsLeftOnTheThread();

			required(() -> say("next"));
			assertThat(run.said()).endsWith("next:stored");
			assertThat(rows(run.source())).as("rows after %s", run.name()).endsWith("next");
			assertThatNothingIsLeftOnTheThread();
			List<String> log = new ArrayList<>(run.sent());
			log.addAll(rows(run.source()));
			synchronized (this.expected) {
				this.expected.put(run.source(), log);
			}
		}
		finally {
			current.remove();
		}
	}

	private static void assertThatNothingIsLeftOnTheThread() {
		assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
		assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
		assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
	}

	private void mixed(List<Run> runs) {
		long seed = Long.getLong("outbox.seed", System.nanoTime());
		System.out.println("Mixed transactions: -Doutbox.seed=" + seed);
		Random random = new Random(seed);
		for (int i = 0; i < MIXED; i++) {
			walk(runs.get(random.nextInt(runs.size())));
		}
	}

	private void onPool(List<Run> runs) throws Exception {
		// callbacks of entities and of managers are shared by threads
		List<Run> separate = runs.stream().filter((run) -> !run.shape().isShared()).toList();
		ExecutorService pool = Executors.newFixedThreadPool(3);
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < 2 * separate.size(); i++) {
				Run run = separate.get(i % separate.size());
				futures.add(pool.submit(() -> walk(run)));
			}
			for (Future<?> future : futures) {
				future.get(1, TimeUnit.MINUTES);
			}
		}
		finally {
			pool.shutdownNow();
		}
	}

	private void compare() {
		assertThat(this.expected).hasSizeGreaterThan(MIXED);
		this.relay.start();
		await().until(() -> this.jdbc.queryForObject("select count(*) from dual_stream_outbox", Integer.class) == 0);
		Map<String, List<String>> log = new HashMap<>();
		KafkaRecords.of(String.join(",", this.kafka.getBootstrapServers()))
			.all("transaction-events")
			.stream()
			.filter((record) -> this.expected.containsKey(record.key()))
			.forEach((record) -> log.computeIfAbsent(record.key(), (key) -> new ArrayList<>())
				.add(KafkaRecords.header(record, "ce_type")));
		assertThat(log).containsExactlyInAnyOrderEntriesOf(this.expected);
	}

	private List<String> rows(String source) {
		return this.jdbc.queryForList("select type from dual_stream_outbox where aggregateid = ? order by seq",
				String.class, source);
	}

	private static List<String> words(String text) {
		return text.isEmpty() ? List.of() : List.of(text.split(" "));
	}

	private String source() {
		return current.get().source();
	}

	private void say(String... types) {
		for (String type : types) {
			Run run = current.get();
			try {
				boolean stored = this.publisher.publish(event(type)).isStored();
				run.heard(type, stored ? "stored" : "sent");
			}
			catch (DualStreamException ex) {
				assertThat(ex).hasMessageContaining("neither stored nor sent");
				run.heard(type, "refused");
			}
		}
	}

	private void sayAll(String... types) {
		this.publisher.publishAll(Stream.of(types).map(this::event).toList())
			.outcomes()
			.forEach((outcome) -> current.get()
				.heard(outcome.event().type(), outcome.get().isStored() ? "stored" : "sent"));
	}

	private Event event(String type) {
		return Event.of("order", source(), type, Map.of());
	}

	private static void fail() {
		throw new ExpectedException();
	}

	private static void ignoringFailure(Runnable work) {
		try {
			work.run();
		}
		catch (RuntimeException ex) {
			// of the business; what is published must fit whatever comes of it
		}
	}

	private TransactionTemplate with(int propagation) {
		TransactionTemplate transaction = new TransactionTemplate(manager());
		transaction.setPropagationBehavior(propagation);
		return transaction;
	}

	private void required(Runnable work) {
		with(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((status) -> work.run());
	}

	private void requiresNew(Runnable work) {
		with(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult((status) -> work.run());
	}

	private void nested(Runnable work) {
		with(TransactionDefinition.PROPAGATION_NESTED).executeWithoutResult((status) -> work.run());
	}

	private void readOnly(Runnable work) {
		TransactionTemplate transaction = new TransactionTemplate(manager());
		transaction.setReadOnly(true);
		transaction.executeWithoutResult((status) -> work.run());
	}

	private void another(Runnable work) {
		new TransactionTemplate(this.managers.get("another")).executeWithoutResult((status) -> work.run());
	}

	/** As code does that knows nothing of Spring's savepoints. */
	private void rollingBackToSavepoint(Runnable work) {
		this.jdbc.execute((ConnectionCallback<Object>) (connection) -> rollBackAfter(connection, work));
	}

	private static Object rollBackAfter(Connection connection, Runnable work) throws SQLException {
		Savepoint savepoint = connection.setSavepoint();
		work.run();
		connection.rollback(savepoint);
		return savepoint;
	}

	private static void on(String phase, Runnable work) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			private void at(String called) {
				if (called.equals(phase)) {
					work.run();
				}
			}

			@Override
			public void suspend() {
				at("suspend");
			}

			@Override
			public void resume() {
				at("resume");
			}

			@Override
			public void beforeCommit(boolean readOnly) {
				at("beforeCommit");
			}

			@Override
			public void beforeCompletion() {
				at("beforeCompletion");
			}

			@Override
			public void afterCommit() {
				at("afterCommit");
			}

			@Override
			public void afterCompletion(int status) {
				at("afterCompletion");
			}

		});
	}

	private void tell(String phase) {
		this.applicationEvents.publishEvent(new Told(phase, () -> say("a")));
	}

	private void listening(String phase, Runnable work) {
		Application.listener.callbacks.put(phase, () -> say("a"));
		try {
			work.run();
		}
		finally {
			Application.listener.callbacks.clear();
		}
	}

	private void calledBack(String callback, Runnable work) {
		calledBack(callback, () -> say("a"), work);
	}

	private static void calledBack(String callback, Runnable action, Runnable work) {
		Purchase.callbacks.put(callback, action);
		try {
			work.run();
		}
		finally {
			Purchase.callbacks.clear();
		}
	}

	private void persist() {
		this.entities.persist(new Purchase(source()));
	}

	private Purchase find() {
		return this.entities.find(Purchase.class, source());
	}

	private void change() {
		Purchase purchase = find();
		purchase.state = "no longer " + purchase.state;
	}

	/**
	 * What is done, and what has to come of it.
	 *
	 * @param name what it is
	 * @param said what is said of each event
	 * @param rows types of the rows that are left when it is over
	 * @param action what is done
	 */
	private record Shape(String name, String said, String rows, Runnable action) {

		boolean isShared() {
			return Stream.of("manager's", "Pre", "Post", "flush").anyMatch(this.name::contains);
		}

	}

	/**
	 * A shape with a source of its own.
	 */
	private record Run(Shape shape, PlatformTransactionManager manager, String managerName, String source,
			List<String> words, List<String> sent) {

		Run(Shape shape, PlatformTransactionManager manager, String managerName) {
			this(shape, manager, managerName, UUID.randomUUID().toString(), new ArrayList<>(), new ArrayList<>());
		}

		String name() {
			return this.managerName + ": " + this.shape.name();
		}

		void heard(String type, String outcome) {
			this.words.add(type + ":" + outcome);
			if (outcome.equals("sent")) {
				this.sent.add(type);
			}
		}

		String said() {
			return String.join(" ", this.words);
		}

	}

	private record Told(String phase, Runnable action) {

	}

	private static final class ExpectedException extends RuntimeException {

		ExpectedException() {
			super("expected", null, false, false);
		}

	}

	@Entity(name = "walked_purchase")
	static class Purchase {

		static final Map<String, Runnable> callbacks = new HashMap<>();

		@Id
		private String id;

		private String state;

		@Transient
		private Placed placed;

		Purchase() {
		}

		Purchase(String id) {
			this.id = id;
			this.state = "new";
		}

		Purchase(String id, Placed placed) {
			this(id);
			this.placed = placed;
		}

		@PrePersist
		void prePersist() {
			callback("PrePersist");
		}

		@PostPersist
		void postPersist() {
			callback("PostPersist");
		}

		@PreUpdate
		void preUpdate() {
			callback("PreUpdate");
		}

		@PostUpdate
		void postUpdate() {
			callback("PostUpdate");
		}

		@PostRemove
		void postRemove() {
			callback("PostRemove");
		}

		private static void callback(String name) {
			callbacks.getOrDefault(name, () -> {
			}).run();
		}

		@DomainEvents
		Collection<Object> events() {
			return (this.placed != null) ? List.of(this.placed) : List.of();
		}

	}

	record Placed(Consumer<String> say) {

	}

	interface Purchases extends JpaRepository<Purchase, String> {

	}

	/**
	 * Runs what a test wants in the callbacks of transaction managers.
	 */
	static final class Listener implements TransactionExecutionListener {

		private final Map<String, Runnable> callbacks = new HashMap<>();

		private void at(String phase) {
			Runnable callback = this.callbacks.remove(phase);
			if (callback != null) {
				callback.run();
			}
		}

		@Override
		public void beforeBegin(TransactionExecution transaction) {
			at("beforeBegin");
		}

		@Override
		public void afterBegin(TransactionExecution transaction, Throwable failure) {
			at("afterBegin");
		}

		@Override
		public void beforeCommit(TransactionExecution transaction) {
			at("beforeCommit");
		}

		@Override
		public void afterCommit(TransactionExecution transaction, Throwable failure) {
			at("afterCommit");
		}

		@Override
		public void beforeRollback(TransactionExecution transaction) {
			at("beforeRollback");
		}

		@Override
		public void afterRollback(TransactionExecution transaction, Throwable failure) {
			at("afterRollback");
		}

	}

	/**
	 * Listens for what tests tell.
	 */
	static class Listeners {

		@EventListener
		void atOnce(Placed placed) {
			placed.say().accept("a");
		}

		@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
		void beforeCommit(Placed placed) {
			placed.say().accept("b");
		}

		@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT,
				condition = "#told.phase == 'BEFORE_COMMIT'")
		void beforeCommit(Told told) {
			told.action().run();
		}

		@TransactionalEventListener(condition = "#told.phase == 'AFTER_COMMIT'")
		void afterCommit(Told told) {
			told.action().run();
		}

		@TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION,
				condition = "#told.phase == 'AFTER_COMPLETION'")
		void afterCompletion(Told told) {
			told.action().run();
		}

		@TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK,
				condition = "#told.phase == 'AFTER_ROLLBACK'")
		void afterRollback(Told told) {
			told.action().run();
		}

		@TransactionalEventListener(condition = "#told.phase == 'REQUIRES_NEW'")
		@Transactional(propagation = Propagation.REQUIRES_NEW)
		void afterCommitAnew(Told told) {
			told.action().run();
		}

	}

	@Configuration
	@EnableAutoConfiguration
	@EnableJpaRepositories(considerNestedRepositories = true, transactionManagerRef = "jpa")
	static class Application {

		static final Listener listener = new Listener();

		@Bean
		LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource dataSource) {
			return EntityManagerFactories.withTables(dataSource, TransactionScenarios.class);
		}

		@Bean
		@Primary
		JpaTransactionManager jpa(EntityManagerFactory factory) {
			JpaTransactionManager manager = new JpaTransactionManager(factory);
			manager.addListener(listener);
			return manager;
		}

		@Bean
		JdbcTransactionManager jdbc(DataSource dataSource) {
			JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
			manager.addListener(listener);
			return manager;
		}

		@Bean
		JdbcTransactionManager another() {
			return new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:another;DB_CLOSE_DELAY=-1"));
		}

		@Bean
		Listeners listeners() {
			return new Listeners();
		}

	}

}
