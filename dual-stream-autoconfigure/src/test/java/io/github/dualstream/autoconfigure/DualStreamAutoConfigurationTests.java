package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.Position;
import io.github.dualstream.autoconfigure.health.DualStreamHealthAutoConfiguration;
import io.github.dualstream.autoconfigure.heartbeat.DualStreamHeartbeatActuatorAutoConfiguration;
import io.github.dualstream.autoconfigure.heartbeat.DualStreamHeartbeatAutoConfiguration;
import io.github.dualstream.autoconfigure.history.DualStreamHistoryAutoConfiguration;
import io.github.dualstream.autoconfigure.json.DualStreamJsonAutoConfiguration;
import io.github.dualstream.autoconfigure.kafka.DualStreamKafkaActuatorAutoConfiguration;
import io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration;
import io.github.dualstream.autoconfigure.kafka.DualStreamKafkaConsumerAutoConfiguration;
import io.github.dualstream.autoconfigure.kafka.DurableProducerCustomizer;
import io.github.dualstream.autoconfigure.kafka.GroupMemberCustomizer;
import io.github.dualstream.autoconfigure.kafka.KafkaAdminCustomizer;
import io.github.dualstream.autoconfigure.notification.DualStreamNotificationActuatorAutoConfiguration;
import io.github.dualstream.autoconfigure.notification.DualStreamNotificationAutoConfiguration;
import io.github.dualstream.autoconfigure.observation.DualStreamObservationAutoConfiguration;
import io.github.dualstream.autoconfigure.publisher.DualStreamPublisherActuatorAutoConfiguration;
import io.github.dualstream.autoconfigure.publisher.DualStreamPublisherAutoConfiguration;
import io.github.dualstream.autoconfigure.redis.DualStreamRedisActuatorAutoConfiguration;
import io.github.dualstream.autoconfigure.redis.DualStreamRedisAutoConfiguration;
import io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration;
import io.github.dualstream.autoconfigure.schedule.DualStreamThreadsAutoConfiguration;
import io.github.dualstream.autoconfigure.topic.DualStreamTopicActuatorAutoConfiguration;
import io.github.dualstream.autoconfigure.topic.DualStreamTopicAutoConfiguration;
import io.github.dualstream.heartbeat.HeartbeatListener;
import io.github.dualstream.heartbeat.HeartbeatMonitor;
import io.github.dualstream.heartbeat.HeartbeatSender;
import io.github.dualstream.observation.HandlingObservationConvention;
import io.github.dualstream.observation.PublishObservationContext;
import io.github.dualstream.observation.OpenTelemetryHandlingObservationConvention;
import io.github.dualstream.observation.PublishObservationConvention;
import io.github.dualstream.publisher.BacklogMonitor;
import io.github.dualstream.publisher.DispatchListener;
import io.github.dualstream.publisher.LogPublisher;
import io.github.dualstream.publisher.NotificationDispatcher;
import io.github.dualstream.topic.RequiredTopic;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NotificationBus;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.core.ProducerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * What is there and what stays away. Nothing of it needs a server.
 */
class DualStreamAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, KafkaAutoConfiguration.class,
				DataRedisAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, ObservationAutoConfiguration.class,
				DualStreamAutoConfiguration.class, DualStreamRoutingAutoConfiguration.class,
				DualStreamJsonAutoConfiguration.class, DualStreamNotificationAutoConfiguration.class,
				DualStreamKafkaAutoConfiguration.class, DualStreamRedisAutoConfiguration.class,
				DualStreamHeartbeatActuatorAutoConfiguration.class, DualStreamKafkaActuatorAutoConfiguration.class,
				DualStreamNotificationActuatorAutoConfiguration.class,
				DualStreamPublisherActuatorAutoConfiguration.class, DualStreamPublisherAutoConfiguration.class,
				DualStreamRedisActuatorAutoConfiguration.class, DualStreamThreadsAutoConfiguration.class,
				DualStreamTopicActuatorAutoConfiguration.class, DualStreamObservationAutoConfiguration.class,
				DualStreamHealthAutoConfiguration.class, DualStreamTopicAutoConfiguration.class,
				DualStreamHistoryAutoConfiguration.class, DualStreamHeartbeatAutoConfiguration.class))
		.withPropertyValues("dual-stream.topic-management.strategy=skip", "spring.kafka.bootstrap-servers=localhost:1",
				"spring.data.redis.port=1");

	@Test
	void publisherIsInjectedByQualifierAndByType() {
		this.runner.withUserConfiguration(Service.class).run((context) -> {
			Service service = context.getBean(Service.class);
			assertThat(service.byQualifier).isSameAs(service.byType);
			assertThat(context).hasBean("dualStreamTimedPublisher").doesNotHaveBean("dualStreamObservedPublisher");
		});
	}

	@Test
	void whenSomeoneMakesMoreOfObservationsThanMetersThenAPublishIsOne() {
		this.runner
			.withBean("traces", ObservationHandler.class, () -> (ObservationHandler<Observation.Context>) (c) -> true)
			.run((context) -> assertThat(context).hasBean("dualStreamObservedPublisher")
				.doesNotHaveBean("dualStreamTimedPublisher"));
	}

	@Test
	void whenThereIsAnObservationConventionThenAPublishIsAnObservation() {
		this.runner.withBean(PublishObservationConvention.Default.class)
			.run((context) -> assertThat(context).hasBean("dualStreamObservedPublisher")
				.doesNotHaveBean("dualStreamTimedPublisher"));
	}

	static Stream<Class<?>> whatChangesObservations() {
		return Stream.of(GlobalObservationConvention.class, ObservationFilter.class, ObservationPredicate.class,
				ObservationRegistryCustomizer.class, HandlingObservationConvention.class);
	}

	@ParameterizedTest
	@MethodSource("whatChangesObservations")
	<T> void whenObservationsAreChangedThenAPublishIsOne(Class<T> type) {
		this.runner.withBean("change", type, () -> mock(type))
			.run((context) -> assertThat(context).hasBean("dualStreamObservedPublisher")
				.doesNotHaveBean("dualStreamTimedPublisher"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.observations.key-values.region=eu",
			"management.observations.enable.dual.stream.publish=false" })
	void whenAPropertyChangesObservationsThenAPublishIsOne(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasBean("dualStreamObservedPublisher")
				.doesNotHaveBean("dualStreamTimedPublisher"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "opentelemetry", "OPENTELEMETRY", "open-telemetry" })
	void whenOpenTelemetrysConventionsAreSelectedThenPublishesHaveTheirMetersAndTheDefaultTimer(String convention) {
		EventLog log = mock(EventLog.class);
		given(log.system()).willReturn("kafka");
		given(log.append(any())).willReturn(CompletableFuture.completedFuture(new Position("events", 0, 1)));
		this.runner.withBean("log", EventLog.class, () -> log)
			.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("dual-stream.observation.convention=" + convention)
			.run((context) -> {
				context.getBean(DualStreamPublisher.class).publish(Event.of("order", "1", "order.placed", "data"));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("messaging.client.operation.duration")
					.tags("messaging.operation.name", "send", "messaging.system", "kafka", "messaging.destination.name",
							"events", "error.type", "none")
					.timer()
					.count()).isOne();
				assertThat(registry.get("dual.stream.publish").tag("outcome", "success").timer().count()).isOne();
				assertThat(context.getBean(HandlingObservationConvention.class))
					.isInstanceOf(OpenTelemetryHandlingObservationConvention.class);
			});
	}

	@Test
	void whenTheConventionIsUnknownThenTheStartFailsAndNamesTheProperty() {
		this.runner.withPropertyValues("dual-stream.observation.convention=otlp")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("otlp"));
	}

	@Test
	void aConventionOfTheApplicationTakesPrecedenceOverTheSelectedOne() {
		this.runner.withPropertyValues("dual-stream.observation.convention=opentelemetry")
			.withBean(PublishObservationConvention.Default.class)
			.run((context) -> assertThat(context).hasSingleBean(PublishObservationConvention.class)
				.hasSingleBean(OpenTelemetryHandlingObservationConvention.class)
				.doesNotHaveBean("dualStreamDefaultPublishTimer"));
	}

	@Test
	void whenThereIsATracerThenBatchesLinkToTheTracesOfTheirEvents() {
		this.runner.withBean(Tracer.class, () -> Tracer.NOOP)
			.withBean(Propagator.class, () -> Propagator.NOOP)
			.run((context) -> assertThat(context).hasBean("dualStreamHandlingTracingObservationHandler"));
		this.runner
			.run((context) -> assertThat(context).doesNotHaveBean("dualStreamHandlingTracingObservationHandler"));
	}

	@Test
	void aGlobalConventionNamesTheMetersOfPublishes() {
		EventLog log = mock(EventLog.class);
		given(log.append(any())).willReturn(CompletableFuture.completedFuture(new Position("events", 0, 1)));
		this.runner.withBean("log", EventLog.class, () -> log)
			.withBean(SimpleMeterRegistry.class)
			.withBean(CompanyConvention.class)
			.withBean(ObservationFilter.class,
					() -> (observed) -> observed.addLowCardinalityKeyValue(KeyValue.of("region", "eu")))
			.run((context) -> {
				context.getBean(DualStreamPublisher.class).publish(Event.of("order", "1", "order.placed", "data"));
				assertThat(context.getBean(MeterRegistry.class)
					.get("company.publish")
					.tags("team", "orders", "region", "eu")
					.timer()
					.count()).isOne();
			});
	}

	@Test
	void whenDisabledThenNothingIsThere() {
		this.runner.withPropertyValues("dual-stream.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DualStreamPublisher.class)
				.doesNotHaveBean(EventLog.class)
				.doesNotHaveBean(NotificationBus.class)
				.doesNotHaveBean("dualStreamHealthContributor"));
	}

	@Test
	void whenRedisIsDisabledThenTheDurableStreamRemains() {
		this.runner.withPropertyValues("dual-stream.redis.enabled=false").run((context) -> {
			assertThat(context).hasSingleBean(EventLog.class)
				.doesNotHaveBean(NotificationBus.class)
				.doesNotHaveBean(NotificationDispatcher.class)
				.hasBean("dualStreamPublisher");
			assertThat(healthParts(context.getBean("dualStreamHealthContributor", CompositeHealthContributor.class)))
				.containsExactly("kafka", "threads");
		});
	}

	@Test
	void whenRedisIsNotOnTheClassPathThenTheDurableStreamRemains() {
		this.runner.withClassLoader(new FilteredClassLoader(RedisTemplate.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("dualStreamPublisher")
				.doesNotHaveBean(NotificationBus.class));
	}

	@Test
	void whenKafkaIsNotOnTheClassPathThenNothingIsPublished() {
		this.runner.withClassLoader(new FilteredClassLoader(KafkaTemplate.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DualStreamPublisher.class));
	}

	@Test
	void theApplicationsOwnClientsStayTheOnlyCandidates() {
		this.runner.run((context) -> {
			assertThat(context.getBeanProvider(KafkaTemplate.class).getIfUnique())
				.isSameAs(context.getBean("kafkaTemplate"));
			assertThat(context.getBeanProvider(ProducerFactory.class).getIfUnique())
				.isSameAs(context.getBean("kafkaProducerFactory"));
			assertThat(context).hasSingleBean(RedisConnectionFactory.class);
		});
	}

	@Test
	void anotherLogTakesTheLogsPlace() {
		EventLog log = mock(EventLog.class);
		given(log.append(any())).willReturn(CompletableFuture.completedFuture(new Position("events", 0, 1)));
		this.runner.withBean("log", EventLog.class, () -> log)
			.withPropertyValues("dual-stream.redis.enabled=false", "dual-stream.kafka.topics.order=orders")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(EventLog.class);
				context.getBean(DualStreamPublisher.class).publish(Event.of("order", "1", "order.placed", "data"));
				verify(log).append(argThat((record) -> record.topic().equals("orders")));
			});
	}

	@Test
	void anotherBusTakesTheBussPlace() throws Exception {
		NotificationBus bus = mock(NotificationBus.class);
		EventLog log = mock(EventLog.class);
		given(log.append(any())).willReturn(CompletableFuture.completedFuture(new Position("events", 0, 1)));
		this.runner.withClassLoader(new FilteredClassLoader(RedisTemplate.class, KafkaTemplate.class))
			.withBean("bus", NotificationBus.class, () -> bus)
			.withBean("log", EventLog.class, () -> log)
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.hasSingleBean(NotificationBus.class)
					.hasSingleBean(NotificationDispatcher.class);
				context.getBean(DualStreamPublisher.class).publish(Event.of("order", "1", "order.placed", "data"));
				await().untilAsserted(() -> verify(bus).publish(any()));
			});
	}

	@Test
	void anotherPublisherWithTheQualifierTakesThePublishersPlace() {
		this.runner.withUserConfiguration(OwnPublisher.class)
			.run((context) -> assertThat(context).hasBean("ownPublisher").doesNotHaveBean("dualStreamPublisher"));
	}

	@Test
	void anotherPublisherWithoutTheQualifierStandsBeside() {
		this.runner.withBean("other", DualStreamPublisher.class, () -> mock(DualStreamPublisher.class))
			.withUserConfiguration(QualifiedService.class)
			.run((context) -> assertThat(context.getBean(QualifiedService.class).publisher)
				.isSameAs(context.getBean("dualStreamPublisher")));
	}

	@Test
	void whenJedisIsTheClientThenTheFailureSaysWhatToDo() {
		this.runner.withPropertyValues("spring.data.redis.client-type=jedis")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("LettuceConnectionFactory"));
	}

	@Test
	void customizersSeeTheProducerFactoryOfTheDurableStream() {
		this.runner
			.withBean(DurableProducerCustomizer.class,
					() -> (factory) -> factory.updateConfigs(Map.of("linger.ms", "7")))
			.run((context) -> assertThat(
					((ProducerFactory<?, ?>) context.getBean("dualStreamProducerFactory")).getConfigurationProperties())
				.containsEntry("linger.ms", "7"));
	}

	@Test
	void customizersCannotWeakenTheDurableStream() {
		this.runner
			.withBean(DurableProducerCustomizer.class, () -> (factory) -> factory.updateConfigs(Map.of("acks", "1")))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class));
	}

	@Test
	void customizersSeeTheClientsOfConsumersAndOfTheAdministration() {
		List<String> customized = new ArrayList<>();
		this.runner.withConfiguration(AutoConfigurations.of(DualStreamKafkaConsumerAutoConfiguration.class))
			.withBean(GroupMemberCustomizer.class, () -> (factory) -> {
				factory.updateConfigs(Map.of("max.poll.records", "7"));
				customized.add(String.valueOf(factory.getConfigurationProperties().get("enable.auto.commit")));
			})
			.withBean(KafkaAdminCustomizer.class,
					() -> (properties) -> customized.add(properties.containsKey("bootstrap.servers") ? "admin" : "?"))
			.run((context) -> assertThat(customized).containsExactlyInAnyOrder("false", "admin"));
	}

	@Test
	void customizersCannotHaveEventsCommittedBeforeTheyAreHandled() {
		this.runner.withConfiguration(AutoConfigurations.of(DualStreamKafkaConsumerAutoConfiguration.class))
			.withBean(GroupMemberCustomizer.class,
					() -> (factory) -> factory.updateConfigs(Map.of("enable.auto.commit", "true")))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("GroupMemberCustomizer")
				.hasMessageContaining("enable.auto.commit"));
	}

	@Test
	void whenShardedPubSubHasNoClusterThenTheStartFailsAndSaysWhatToSet() {
		this.runner.withPropertyValues("dual-stream.redis.sharded=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("'dual-stream.redis.sharded'")
				.hasMessageContaining("'spring.data.redis.cluster.nodes'"));
	}

	@Test
	void whenAClusterIsAwayThenShardedPubSubStartsAllTheSame() {
		this.runner.withPropertyValues("dual-stream.redis.sharded=true", "spring.data.redis.cluster.nodes=localhost:1")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(NotificationBus.class));
	}

	@Test
	void whenARateLimitIsSetThenWhatIsBeyondItIsRefusedAndCounted() {
		EventLog log = mock(EventLog.class);
		given(log.append(any())).willReturn(CompletableFuture.completedFuture(new Position("events", 0, 1)));
		this.runner.withBean("log", EventLog.class, () -> log)
			.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("dual-stream.redis.enabled=false", "dual-stream.publisher.max-block=1ms",
					"dual-stream.publisher.rate-limit.permits-per-second=0.01")
			.run((context) -> {
				DualStreamPublisher publisher = context.getBean(DualStreamPublisher.class);
				publisher.publish(Event.of("order", "1", "order.placed", "data"));
				assertThatExceptionOfType(BackpressureException.class)
					.isThrownBy(() -> publisher.publish(Event.of("order", "1", "order.placed", "data")));
				assertThat(context.getBean(MeterRegistry.class)
					.get("dual.stream.publish")
					.tags("outcome", "rejected", "error", "BackpressureException")
					.timer()
					.count()).isOne();
			});
	}

	@Test
	void kafkasMetersOfGroupMembersAreAdded() {
		AtomicReference<DefaultKafkaConsumerFactory<byte[], byte[]>> members = new AtomicReference<>();
		this.runner.withConfiguration(AutoConfigurations.of(DualStreamKafkaConsumerAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.withBean(GroupMemberCustomizer.class, () -> members::set)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(members.get().getListeners()).hasOnlyElementsOfType(MicrometerConsumerListener.class)
					.hasSize(1);
				try (Consumer<byte[], byte[]> member = members.get().createConsumer("shop", null, null)) {
					assertThat(member.groupMetadata().groupId()).isEqualTo("shop");
					assertThat(context.getBean(MeterRegistry.class).getMeters())
						.filteredOn((meter) -> meter.getId().getName().startsWith("kafka.consumer."))
						.isNotEmpty()
						.allSatisfy((meter) -> assertThat(meter.getId().getTag("spring.id"))
							.startsWith("dualStreamConsumerGroups."));
				}
			});
	}

	@Test
	void withoutARateLimitThereIsNone() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean("dualStreamRateLimitedPublisher")
			.hasSingleBean(BacklogMonitor.class)
			.hasSingleBean(Topics.class));
	}

	@Test
	void heartbeatsAreSentAndWatchedIndependently() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(HeartbeatSender.class)
			.doesNotHaveBean(HeartbeatMonitor.class)
			.doesNotHaveBean(RequiredTopic.class));
		this.runner.withPropertyValues("dual-stream.heartbeat.send=true", "spring.application.name=orders")
			.run((context) -> assertThat(context).hasSingleBean(HeartbeatSender.class)
				.doesNotHaveBean(HeartbeatMonitor.class)
				.hasSingleBean(RequiredTopic.class));
		this.runner.withPropertyValues("dual-stream.heartbeat.watch[0]=orders")
			.run((context) -> assertThat(context).doesNotHaveBean(HeartbeatSender.class)
				.hasSingleBean(HeartbeatMonitor.class)
				.hasSingleBean(RequiredTopic.class));
		this.runner.withPropertyValues("dual-stream.heartbeat.send=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("spring.application.name"));
	}

	@Test
	void listenersOfTheApplicationAreToldBesideTheMeters() {
		DispatchListener dispatch = mock(DispatchListener.class);
		HeartbeatListener heartbeat = mock(HeartbeatListener.class);
		EventLog log = mock(EventLog.class);
		given(log.append(any())).willReturn(CompletableFuture.completedFuture(new Position("events", 0, 1)));
		this.runner.withBean(DispatchListener.class, () -> dispatch)
			.withBean(HeartbeatListener.class, () -> heartbeat)
			.withBean("log", EventLog.class, () -> log)
			.withBean("bus", NotificationBus.class, () -> mock(NotificationBus.class))
			.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("dual-stream.heartbeat.send=true", "dual-stream.heartbeat.interval=100ms",
					"spring.application.name=orders")
			.run((context) -> {
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				await().untilAsserted(() -> {
					verify(dispatch, atLeastOnce()).sent(any());
					assertThat(meters.get("dual.stream.redis.latency").timer().count()).isPositive();
					verify(heartbeat, atLeastOnce()).acknowledged(any());
					assertThat(meters.get("dual.stream.heartbeat.round.trip").timer().count()).isPositive();
				});
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "create-only", "validate-only" })
	void whenTheStartFailsThenTopicsAreNotGoneOnWith(String strategy) {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		this.runner.withUserConfiguration(FailingLast.class)
			.withPropertyValues("dual-stream.topic-management.strategy=" + strategy)
			.run((context) -> assertThat(context).hasFailed());
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> !before.contains(thread) && thread.isAlive())
				.extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("dual-stream") || name.startsWith("kafka-")));
	}

	@Test
	void whenContextIsStoppedAndStartedThenPublishingGoesOn() {
		this.runner.run((context) -> {
			LogPublisher publisher = context.getBean(LogPublisher.class);
			context.stop();
			assertThat(publisher.isRunning()).isFalse();
			context.start();
			assertThat(publisher.isRunning()).isTrue();
		});
	}

	private static List<String> healthParts(CompositeHealthContributor health) {
		return health.stream().map((part) -> part.name()).toList();
	}

	static class CompanyConvention implements GlobalObservationConvention<PublishObservationContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof PublishObservationContext;
		}

		@Override
		public String getName() {
			return "company.publish";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(PublishObservationContext context) {
			return KeyValues.of("team", "orders");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingLast {

		@Bean
		SmartInitializingSingleton failing() {
			return () -> {
				throw new IllegalStateException("as planned");
			};
		}

	}

	static class Service {

		@Autowired
		@EventPublisher
		DualStreamPublisher byQualifier;

		@Autowired
		DualStreamPublisher byType;

	}

	static class QualifiedService {

		@Autowired
		@EventPublisher
		DualStreamPublisher publisher;

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPublisher {

		@Bean
		@EventPublisher
		DualStreamPublisher ownPublisher() {
			return mock(DualStreamPublisher.class);
		}

	}

}
