package io.github.dualstream.autoconfigure;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.dualstream.DualStreamException;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamMeters;
import io.github.dualstream.consumer.ConsumerListener;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.contract.ContractListener;
import io.github.dualstream.observation.EventObservationDocumentation;
import io.github.dualstream.observation.OpenTelemetryObservationDocumentation;
import io.github.dualstream.projection.Projection;
import io.github.dualstream.projection.ProjectionHandler;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.SagaContext;
import io.github.dualstream.saga.SagaListener;
import io.github.dualstream.saga.SagaOutcome;
import io.github.dualstream.saga.StartOn;
import io.github.dualstream.schedule.ThreadListener;
import io.github.dualstream.transport.memory.AppendFault;
import io.github.dualstream.transport.memory.InMemoryLog;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.docs.ObservationDocumentation;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The meter reference of the documentation is what an application with all features
 * registers. Run with {@code -Dreference.write=true} to write it anew.
 */
class MeterReferenceTests {

	private static final Path REFERENCE = Path.of("..", "docs", "meter-reference.md");

	private static final Path OBSERVATIONS = Path.of("..", "dual-stream-core", "src", "main", "java", "io", "github",
			"dualstream", "observation");

	/** Tags whose values come from the application. */
	private static final Set<String> OPEN_TAGS = Set.of("error", "group", "partition", "projection", "saga", "service",
			"thread", "topic", "type");

	/** Name of a series in Prometheus, with the meter's name as its first group. */
	private static final Pattern SERIES = Pattern.compile("\\b(dual_stream_\\w+?)(?:_count|_sum|_max|_bucket)?\\b");

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withBean(SimpleMeterRegistry.class)
		.withPropertyValues("spring.application.name=shop", "spring.datasource.url=jdbc:h2:mem:meters",
				"dual-stream.transport.log=memory", "dual-stream.transport.bus=memory",
				"dual-stream.consumer.lag.interval=50ms", "dual-stream.heartbeat.send=true",
				"dual-stream.heartbeat.watch=shop", "dual-stream.heartbeat.interval=1h",
				"dual-stream.outbox.enabled=true", "dual-stream.outbox.relay.enabled=false",
				"dual-stream.web.enabled=true", "dual-stream.web.allow-anonymous=true");

	@Test
	void theReferenceIsUpToDate() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			meterBeans().forEach((bean) -> assertThat(context).hasBean(bean));
			use(context);
			String expected = reference(context.getBean(MeterRegistry.class));
			if (Boolean.getBoolean("reference.write")) {
				Files.writeString(REFERENCE, expected);
			}
			assertThat(Files.readString(REFERENCE))
				.as("docs/meter-reference.md; ./mvnw test -pl dual-stream-autoconfigure -am "
						+ "-Dtest=MeterReferenceTests -Dsurefire.failIfNoSpecifiedTests=false "
						+ "-Dreference.write=true writes it")
				.isEqualTo(expected);
		});
	}

	@Test
	void dashboardAndAlertsUseMetersOfTheReference() throws IOException {
		String reference = Files.readString(REFERENCE);
		Path operations = Path.of("..", "operations");
		for (String file : List.of("grafana-dashboard.json", "prometheus-alerts.yml")) {
			Matcher series = SERIES.matcher(Files.readString(operations.resolve(file)));
			assertThat(series.results().map((result) -> result.group(1))).as(file)
				.hasSizeGreaterThan(10)
				.allSatisfy((meter) -> assertThat(reference).contains("`" + meter + "`"));
		}
	}

	/**
	 * Names of all beans with meters, so that the meters of a new feature are not missed.
	 */
	private static List<String> meterBeans() {
		List<String> beans = new ArrayList<>();
		for (String name : ImportCandidates.load(AutoConfiguration.class, null)) {
			if (name.startsWith(MeterReferenceTests.class.getPackageName())) {
				Arrays.stream(ClassUtils.resolveClassName(name, null).getDeclaredClasses())
					.filter((type) -> MergedAnnotations.from(type).isPresent(ConditionalOnDualStreamMeters.class))
					.flatMap((type) -> Arrays.stream(type.getDeclaredMethods()))
					.filter((method) -> method.isAnnotationPresent(Bean.class))
					.map(Method::getName)
					.forEach(beans::add);
			}
		}
		assertThat(beans).hasSizeGreaterThan(9);
		return beans;
	}

	/** Brings about the meters and tags that are not registered from the start. */
	private static void use(ApplicationContext context) {
		DualStreamPublisher publisher = context.getBean(DualStreamPublisher.class);
		MeterRegistry registry = context.getBean(MeterRegistry.class);
		// of the only heartbeat, which could meet a fault that is meant for a publish
		await().until(() -> registry.get("dual.stream.heartbeat.round.trip").tag("path", "log").timer().count() == 1);
		publish(publisher);
		for (AppendFault fault : AppendFault.values()) {
			context.getBean(InMemoryLog.class).failNext(fault);
			assertThatExceptionOfType(DualStreamException.class).isThrownBy(() -> publish(publisher));
		}
		context.getBean(TransactionTemplate.class).executeWithoutResult((status) -> publish(publisher));
		for (ConsumerListener.Outcome outcome : ConsumerListener.Outcome.values()) {
			context.getBeansOfType(ConsumerListener.class)
				.values()
				.forEach((listener) -> listener.handled("shop", "events", 1, Duration.ZERO, outcome));
		}
		for (ContractListener.Outcome outcome : ContractListener.Outcome.values()) {
			context.getBeansOfType(ContractListener.class)
				.values()
				.forEach((listener) -> listener.checked("order.placed", outcome));
		}
		for (SagaOutcome outcome : SagaOutcome.values()) {
			context.getBean(SagaListener.class).handled("shop", outcome);
		}
		context.getBeansOfType(ThreadListener.class)
			.values()
			.forEach((listener) -> listener.failed("dual-stream-topics", new IllegalStateException()));
		await().until(() -> Stream.of("dual.stream.consumer.lag", "dual.stream.consumer.open.dead.letters")
			.allMatch((name) -> registry.find(name).meter() != null));
	}

	private static void publish(DualStreamPublisher publisher) {
		publisher.publish(Event.of("order", "42", "order.placed", Map.of()));
	}

	private static String reference(MeterRegistry registry) throws IOException {
		Map<String, Map<String, List<Meter>>> features = new TreeMap<>();
		registry.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().startsWith("dual.stream."))
			.filter((meter) -> meter.getId().getType() != Meter.Type.LONG_TASK_TIMER)
			.forEach((meter) -> features.computeIfAbsent(feature(meter), (key) -> new TreeMap<>())
				.computeIfAbsent(meter.getId().getName(), (key) -> new ArrayList<>())
				.add(meter));
		return """
				# Meter reference

				All meters, with their names in Micrometer and in Prometheus. [Meters](meters.md) explains how to read them.
				This page is generated from the meters of an application with all features on.

				In Prometheus, a timer is three series: `…_seconds_count`, `…_seconds_sum` and `…_seconds_max`.
				"""
				+ features.entrySet()
					.stream()
					.map((feature) -> section(feature.getKey(), feature.getValue().values()))
					.collect(Collectors.joining())
				+ observations();
	}

	private static String feature(Meter meter) {
		return StringUtils.delimitedListToStringArray(meter.getId().getName(), ".")[2];
	}

	private static String section(String feature, Collection<List<Meter>> meters) {
		return "\n## `dual.stream." + feature + "`\n\n| meter | type, unit | tags | |\n|---|---|---|---|\n"
				+ meters.stream().map(MeterReferenceTests::row).collect(Collectors.joining());
	}

	private static String row(List<Meter> meters) {
		Meter.Id id = meters.get(0).getId();
		assertThat(meters).as(id.getName()).allSatisfy((meter) -> {
			assertThat(meter.getId().getDescription()).isNotEmpty().isEqualTo(id.getDescription());
			assertThat(meter.getId().getTags()).extracting(Tag::getKey)
				.isEqualTo(id.getTags().stream().map(Tag::getKey).toList());
		});
		return "| `" + id.getName() + "`<br>`" + prometheus(id) + "` | " + id.getType().name().toLowerCase(Locale.ROOT)
				+ ((id.getBaseUnit() != null) ? ", " + id.getBaseUnit() : "") + " | " + tags(meters) + " | "
				+ id.getDescription() + " |\n";
	}

	private static String prometheus(Meter.Id id) {
		String name = id.getName().replace('.', '_');
		String unit = (id.getBaseUnit() != null && !name.endsWith("_" + id.getBaseUnit())) ? "_" + id.getBaseUnit()
				: "";
		return name + unit + ((id.getType() == Meter.Type.COUNTER) ? "_total" : "");
	}

	private static String tags(List<Meter> meters) {
		Map<String, Set<String>> tags = new TreeMap<>();
		meters.stream()
			.flatMap((meter) -> meter.getId().getTags().stream())
			.forEach((tag) -> tags.computeIfAbsent(tag.getKey(), (key) -> new TreeSet<>()).add(tag.getValue()));
		return tags.entrySet()
			.stream()
			.map((tag) -> "`" + tag.getKey() + "`"
					+ (OPEN_TAGS.contains(tag.getKey()) ? "" : " = " + String.join(", ", tag.getValue())))
			.collect(Collectors.joining("; "));
	}

	private static String observations() throws IOException {
		return "\n## Observations\n" + observations(EventObservationDocumentation.values())
				+ "\n## Observations with `dual-stream.observation.convention=opentelemetry`\n"
				+ observations(OpenTelemetryObservationDocumentation.values());
	}

	private static <T extends Enum<T> & ObservationDocumentation> String observations(T[] observations)
			throws IOException {
		String source = Files
			.readString(OBSERVATIONS.resolve(observations[0].getDeclaringClass().getSimpleName() + ".java"));
		return Arrays.stream(observations)
			.map((observation) -> observation(observation, source))
			.collect(Collectors.joining());
	}

	private static <T extends Enum<T> & ObservationDocumentation> String observation(T observation, String source) {
		return "\n### Observation `" + observation.getName() + "`\n\n" + javadoc(source, observation)
				+ "\n\n| key | of | |\n|---|---|---|\n"
				+ keys(source, observation.getLowCardinalityKeyNames(), "meters and traces")
				+ keys(source, observation.getHighCardinalityKeyNames(), "traces");
	}

	private static String keys(String source, KeyName[] keys, String place) {
		return Arrays.stream(keys)
			.map((key) -> "| `" + key.asString() + "` | " + place + " | " + javadoc(source, (Enum<?>) key) + " |\n")
			.collect(Collectors.joining());
	}

	/** Javadoc of a constant, as one line. */
	private static String javadoc(String source, Enum<?> constant) {
		Matcher comment = Pattern.compile("/\\*\\*([^/]*)\\*/\\s+" + constant.name() + "\\b").matcher(source);
		assertThat(comment.find()).as("javadoc of " + constant).isTrue();
		return Objects.requireNonNull(comment.group(1))
			.replaceAll("\\s+(\\* )?", " ")
			.replaceAll("\\{@code (.+?)}", "`$1`")
			.strip();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Shipping shipping() {
			return new Shipping();
		}

		@Bean
		Fulfilment fulfilment() {
			return new Fulfilment();
		}

		@Bean
		Shipped shipped() {
			return new Shipped();
		}

	}

	@Saga("fulfilment")
	static class Fulfilment {

		@StartOn("order.placed")
		String start(SagaContext saga) {
			saga.complete();
			return "";
		}

	}

	@Projection(name = "shipped", inMemory = true)
	static class Shipped {

		@ProjectionHandler(sourceTypes = "order")
		void changed(Event event) {
		}

	}

	static class Shipping {

		@DualStreamListener(sourceTypes = "order", types = "order.placed")
		void ship(Event event) {
		}

	}

}
