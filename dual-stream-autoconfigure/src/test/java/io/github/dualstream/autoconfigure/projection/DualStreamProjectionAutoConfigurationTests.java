package io.github.dualstream.autoconfigure.projection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishResult;
import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.autoconfigure.actuator.StatusOperation;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.InvalidProjectionException;
import io.github.dualstream.projection.Projection;
import io.github.dualstream.projection.ProjectionHandler;
import io.github.dualstream.projection.ProjectionStatus;
import io.github.dualstream.projection.Projections;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DualStreamProjectionAutoConfiguration} and
 * {@link DualStreamProjectionActuatorAutoConfiguration}.
 */
class DualStreamProjectionAutoConfigurationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withBean(SimpleMeterRegistry.class)
		.withPropertyValues("spring.application.name=shop", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
				"management.endpoints.web.exposure.include=dualstream", "dual-stream.transport.log=memory",
				"dual-stream.transport.bus=memory");

	private final WebApplicationContextRunner withTable = this.runner.withBean(Totals.class)
		.withBean(TablesOfTheApplication.class);

	@Test
	void aProjectionWithATableIsBuiltAndRebuilt() {
		this.withTable.run((context) -> {
			Projections projections = context.getBean(Projections.class);
			Position position = publish(context, 5);
			assertThat(projections.await("totals", position, PATIENCE)).isTrue();
			assertThat(total(context)).isEqualTo(5);
			assertThat(projections.generation("totals")).isOne();

			operation(context, "rebuild").run("totals");
			await().atMost(PATIENCE).until(() -> projections.generation("totals") == 2);
			assertThat(total(context)).isEqualTo(5);
			position = publish(context, 7);
			assertThat(projections.await("totals", position, PATIENCE)).isTrue();
			assertThat(total(context)).isEqualTo(12);
		});
	}

	@Test
	void theEndpointShowsProgressAndPauses() {
		this.withTable.run((context) -> {
			assertThat(context.getBean(Projections.class).await("totals", publish(context, 5), PATIENCE)).isTrue();
			assertThat(((ProjectionStatus) operation(context, "pause").run("totals")).paused()).isTrue();
			assertThat(((ProjectionStatus) operation(context, "resume").run("totals")).paused()).isFalse();
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(status(context).active()).isNotNull()
					.satisfies((active) -> assertThat(active.remaining()).isZero())
					.satisfies((active) -> assertThat(active.done()).isEqualTo(1)));
			assertThatIllegalArgumentException().isThrownBy(() -> operation(context, "rebuild").run(null))
				.withMessageContaining("totals");
			assertThatIllegalArgumentException().isThrownBy(() -> operation(context, "rebuild").run("unknown"))
				.withMessageContaining("totals");
		});
	}

	@Test
	void endpointAndMetersShowTheProgressOfARebuild() {
		this.withTable.run((context) -> {
			Projections projections = context.getBean(Projections.class);
			publish(context, 5);
			assertThat(projections.await("totals", publish(context, 5), PATIENCE)).isTrue();
			operation(context, "pause").run("totals");
			operation(context, "rebuild").run("totals");
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(status(context).building()).isNotNull()
					.satisfies((building) -> assertThat(building.of()).isEqualTo(2)));
			assertThat(gauge(context, "rebuild.done")).isZero();
			assertThat(gauge(context, "rebuild.rate")).isZero();
			assertThat(gauge(context, "rebuild.remaining")).isEqualTo(2);
			operation(context, "resume").run("totals");
			await().atMost(PATIENCE).until(() -> projections.generation("totals") == 2);
			await().atMost(PATIENCE).until(() -> gauge(context, "rebuild.remaining") == 0);
		});
	}

	@Test
	void whenAnEventFailsThenHealthAndMeterSaySo() {
		this.withTable.run((context) -> {
			publish(context, -1);
			await().atMost(PATIENCE)
				.untilAsserted(
						() -> assertThat(health(context).getDetails()).containsEntry("stuck", List.of("totals")));
			assertThat(health(context).getStatus().getCode()).isEqualTo("DEGRADED");
			assertThat(gauge(context, "stuck")).isOne();
		});
	}

	@Test
	void anEventWhoseDataDoesNotFitIsSkippedAtTheEndpoint() {
		this.withTable.run((context) -> {
			assertThat(context.getBean(Projections.class).await("totals", publish(context, 5), PATIENCE)).isTrue();
			PublishResult unfit = context.getBean(DualStreamPublisher.class)
				.publish(Event.of("order", "1", "order.placed", Map.of("amount", "much")));
			Position last = publish(context, 7);
			await().atMost(PATIENCE).until(() -> status(context).isStuck());
			String event = "totals:" + unfit.position() + ":" + unfit.eventId();
			assertThatIllegalArgumentException().isThrownBy(() -> operation(context, "skip").run("totals"))
				.withMessageContaining("event-id");
			assertThatIllegalArgumentException().isThrownBy(() -> operation(context, "skip").run(event + "x"))
				.withMessageContaining(unfit.eventId());
			operation(context, "skip").run(event);
			assertThat(context.getBean(Projections.class).await("totals", last, PATIENCE)).isTrue();
			assertThat(total(context)).isEqualTo(12);
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(status(context).active()).isNotNull()
					.satisfies((active) -> assertThat(active.skipped()).singleElement()
						.satisfies((skipped) -> assertThat(skipped.eventId()).isEqualTo(unfit.eventId()))));
			assertThat(health(context).getStatus().getCode()).isEqualTo("UP");
		});
	}

	@Test
	void whenOnlyOlderHandlersRunThenHealthAndMeterSaySo() {
		WebApplicationContextRunner shared = this.runner
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		shared.withBean(TotalsOfVersionTwo.class)
			.withBean(TablesOfTheApplication.class)
			.run((context) -> assertThat(
					context.getBean(Projections.class).await("totals", publish(context, 5), PATIENCE))
				.isTrue());
		shared.withBean(Totals.class).run((context) -> {
			assertThat(health(context).getStatus().getCode()).isEqualTo("UP");
			publish(context, 1);
			publish(context, 1);
			await().atMost(PATIENCE)
				.untilAsserted(
						() -> assertThat(health(context).getDetails()).containsEntry("unattended", List.of("totals")));
			assertThat(health(context).getStatus().getCode()).isEqualTo("DEGRADED");
			assertThat(gauge(context, "unattended")).isOne();
		});
	}

	@Test
	void aProjectionWithAProxyIsBuilt() {
		this.runner.withUserConfiguration(TransactionalTotals.class)
			.withBean(TablesOfTheApplication.class)
			.run((context) -> {
				assertThat(AopUtils.isAopProxy(context.getBean(Proxied.class))).isTrue();
				assertThat(context.getBean(Projections.class).await("totals", publish(context, 5), PATIENCE)).isTrue();
				assertThat(total(context)).isEqualTo(5);
			});
	}

	@Test
	void aProjectionInMemoryIsBuiltAtTheStart() {
		this.runner.withBean(InMemory.class).run((context) -> {
			Projections projections = context.getBean(Projections.class);
			assertThat(projections.await("in-memory", publish(context, 5), PATIENCE)).isTrue();
			assertThat(projections.await("in-memory", publish(context, 6), PATIENCE)).isTrue();
			assertThat(context.getBean(InMemory.class).totals).containsExactly(5, 6);
			assertThatIllegalArgumentException().isThrownBy(() -> projections.rebuild("in-memory"))
				.withMessageContaining("in memory");
			assertThat(context).doesNotHaveBean("dualStreamProjectionStore");
		});
	}

	@Test
	void whenThereIsNoProjectionThenNothingIsDefined() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(Projections.class)
			.doesNotHaveBean("dualStreamProjectionStore"));
	}

	@Test
	void whenATableIsMissingThenTheStartFailsWithTheRemedy() {
		this.runner.withBean(Totals.class).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("'totals'").contains("'total'");
			assertThat(analysis.getAction()).contains("generation");
		});
	}

	@Test
	void whenAProjectionDoesNotSayWhereItsViewIsThenTheStartFailsWithTheRemedy() {
		this.runner.withBean(Nowhere.class)
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getAction()).contains("inMemory"));
	}

	@Test
	void whenTheBatchIsEmptyThenTheStartFailsAndNamesTheProperty() {
		this.runner.withPropertyValues("dual-stream.projections.max-batch=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("dual-stream.projections.max-batch"));
	}

	private static FailureAnalysis analyze(@Nullable Throwable failure) {
		Throwable cause = failure;
		while (!(cause instanceof InvalidProjectionException invalid)) {
			cause = Objects.requireNonNull(cause).getCause();
		}
		return new InvalidProjectionFailureAnalyzer().analyze(invalid);
	}

	private static Position publish(ApplicationContext context, int amount) {
		return context.getBean(DualStreamPublisher.class)
			.publish(Event.of("order", "1", "order.placed", Map.of("amount", amount)))
			.position();
	}

	private static int total(ApplicationContext context) {
		return Objects.requireNonNull(context.getBean(JdbcTemplate.class)
			.queryForObject("select t.amount from total t join dual_stream_projection p"
					+ " on p.projection = 'totals' and p.generation = t.generation", Integer.class));
	}

	private static StatusContributor part(ApplicationContext context) {
		return context.getBean("dualStreamProjectionsStatus", StatusContributor.class);
	}

	private static StatusOperation operation(ApplicationContext context, String name) {
		return Objects.requireNonNull(part(context).operations().get(name));
	}

	private static ProjectionStatus status(ApplicationContext context) {
		return (ProjectionStatus) Objects.requireNonNull(((Map<?, ?>) part(context).status()).get("totals"));
	}

	private static double gauge(ApplicationContext context, String name) {
		return context.getBean(SimpleMeterRegistry.class)
			.get("dual.stream.projection." + name)
			.tag("projection", "totals")
			.gauge()
			.value();
	}

	private static Health health(ApplicationContext context) {
		return Objects
			.requireNonNull(context.getBean("dualStreamProjectionsHealth", HealthPart.class).indicator().health());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static class TablesOfTheApplication {

		TablesOfTheApplication(JdbcTemplate jdbc) {
			jdbc.execute("create table total (generation integer primary key, amount integer not null)");
		}

	}

	record Order(int amount) {

	}

	@Projection(name = "totals", tables = "total")
	static class Totals {

		private final JdbcTemplate jdbc;

		Totals(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@ProjectionHandler(sourceTypes = "order", types = "order.placed")
		void placed(List<Order> orders, Generation generation) {
			int amount = orders.stream().mapToInt(Order::amount).sum();
			if (amount < 0) {
				throw new IllegalArgumentException("negative");
			}
			if (this.jdbc.update("update total set amount = amount + ? where generation = ?", amount,
					generation.number()) == 0) {
				this.jdbc.update("insert into total values (?, ?)", generation.number(), amount);
			}
		}

	}

	@Projection(name = "totals", version = 2, tables = "total")
	static class TotalsOfVersionTwo extends Totals {

		TotalsOfVersionTwo(JdbcTemplate jdbc) {
			super(jdbc);
		}

	}

	@Transactional
	@Projection(name = "totals", tables = "total")
	static class Proxied extends Totals {

		Proxied(JdbcTemplate jdbc) {
			super(jdbc);
		}

		// the annotation of a class does not apply to methods that it inherits
		@Override
		void placed(List<Order> orders, Generation generation) {
			super.placed(orders, generation);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TransactionalTotals {

		@Bean
		Proxied totals(JdbcTemplate jdbc) {
			return new Proxied(jdbc);
		}

	}

	@Projection(name = "in-memory", inMemory = true)
	static class InMemory {

		private final List<Integer> totals = new CopyOnWriteArrayList<>();

		@ProjectionHandler(sourceTypes = "order", types = "order.placed")
		void placed(Order order) {
			this.totals.add(order.amount());
		}

	}

	@Projection("nowhere")
	static class Nowhere {

		@ProjectionHandler
		void any(Event event) {
		}

	}

}
