package io.github.dualstream.autoconfigure.feed;

import java.util.Map;
import java.util.Objects;

import io.github.dualstream.autoconfigure.history.DualStreamHistoryAutoConfiguration;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.InMemoryBus;
import io.github.dualstream.feed.InMemoryLog;
import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.feed.web.EventQueryController;
import io.github.dualstream.feed.web.EventStreamController;
import io.github.dualstream.feed.web.FeedAuthorizer;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.DispatcherServlet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DualStreamWebAutoConfiguration}.
 */
class DualStreamWebAutoConfigurationTests {

	private static final AutoConfigurations BOTH = AutoConfigurations.of(DualStreamHistoryAutoConfiguration.class,
			DualStreamWebAutoConfiguration.class, DualStreamWebUnservedAutoConfiguration.class);

	private final WebApplicationContextRunner off = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(DualStreamHistoryAutoConfiguration.class, DualStreamWebAutoConfiguration.class))
		.withBean(InMemoryLog.class, () -> new InMemoryLog("events"))
		.withBean(TopicRouting.class, () -> new TopicRouting("events", Map.of()))
		.withBean(ChannelNaming.class, () -> new InMemoryBus().naming());

	private final WebApplicationContextRunner withoutBus = this.off.withPropertyValues("dual-stream.web.enabled=true");

	private final WebApplicationContextRunner runner = this.withoutBus.withBean(NotificationBus.class,
			InMemoryBus::new);

	private final WebApplicationContextRunner anonymous = this.runner
		.withPropertyValues("dual-stream.web.allow-anonymous=true");

	@Test
	void isRegistered() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())).contains(
				DualStreamWebAutoConfiguration.class.getName(), DualStreamWebUnservedAutoConfiguration.class.getName());
	}

	@Test
	void whenAnonymousIsAllowedThenEverythingIsThere() {
		this.anonymous.run((context) -> assertThat(context).hasSingleBean(EventQueryController.class)
			.hasSingleBean(EventStreamController.class)
			.hasSingleBean(Feeds.class)
			.hasSingleBean(FeedAuthorizer.class));
	}

	@Test
	void isOffByDefault() {
		this.off.withPropertyValues("dual-stream.web.allow-anonymous=true")
			.run((context) -> assertThat(context).doesNotHaveBean(EventQueryController.class));
	}

	@Test
	void whenTheStarterIsOffThenSoAreTheEndpoints() {
		this.anonymous.withPropertyValues("dual-stream.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(EventQueryController.class));
	}

	@Test
	void whenSpringMvcIsMissingThenItIsOff() {
		this.anonymous.withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
			.run((context) -> assertThat(context).doesNotHaveBean(EventQueryController.class));
	}

	@Test
	void whenThereIsNoWebApplicationThenTheStartFailsAndNamesTheProperty() {
		assertUnserved(new ApplicationContextRunner(), "not a servlet web application");
	}

	@Test
	void whenTheApplicationIsReactiveThenTheStartFailsAndNamesTheProperty() {
		assertUnserved(new ReactiveWebApplicationContextRunner(), "not a servlet web application");
	}

	@Test
	void whenAControllerOfTheApplicationHasTheSamePathThenTheStartFailsAndNamesTheProperty() {
		this.anonymous.withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
			.withUserConfiguration(OwnEvents.class)
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains(OwnEvents.class.getSimpleName());
				assertThat(analysis.getAction()).contains("dual-stream.web.path");
			});
	}

	@Test
	void whenThereIsNoReadableLogThenTheStartFailsAndNamesTheProperty() {
		new WebApplicationContextRunner().withConfiguration(BOTH)
			.withPropertyValues("dual-stream.web.enabled=true")
			.run((context) -> assertThat(description(context)).contains("dual-stream.web.enabled")
				.contains(SourceHistory.class.getName()));
	}

	@Test
	void whenEverythingIsLazyThenTheStartFailsAllTheSame() {
		assertUnserved(new ApplicationContextRunner().withInitializer(
				(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor())),
				"not a servlet web application");
	}

	@ParameterizedTest
	@ValueSource(strings = { "dual-stream.web.enabled=false", "dual-stream.enabled=false" })
	void whenTheEndpointsAreOffThenNothingHasToServeThem(String off) {
		new ApplicationContextRunner().withConfiguration(BOTH)
			.withPropertyValues("dual-stream.web.enabled=true", off)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void whenTheEndpointsAreServedThenTheStartDoesNotFail() {
		this.anonymous.withConfiguration(BOTH).run((context) -> assertThat(context).hasNotFailed());
	}

	private static void assertUnserved(AbstractApplicationContextRunner<?, ?, ?> runner, String reason) {
		runner.withConfiguration(BOTH)
			.withBean(InMemoryLog.class, () -> new InMemoryLog("events"))
			.withPropertyValues("dual-stream.web.enabled=true")
			.run((context) -> assertThat(description(context)).contains("dual-stream.web.enabled").contains(reason));
	}

	private static String description(ApplicationContextAssertProvider<?> context) {
		FailureAnalysis analysis = analyze(context.getStartupFailure());
		assertThat(analysis.getAction()).contains("dual-stream.web.enabled=false");
		return analysis.getDescription();
	}

	@Test
	void whenThereIsNoBusThenStreamsAreThereAllTheSame() {
		this.withoutBus.withPropertyValues("dual-stream.web.allow-anonymous=true")
			.run((context) -> assertThat(context).hasSingleBean(EventQueryController.class)
				.hasSingleBean(EventStreamController.class)
				.hasSingleBean(Feeds.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "example.org", "https://example.org/", "https://*.example.org", "null" })
	void whenAnAllowedOriginIsNoneThenTheStartFailsAndNamesTheProperty(String origin) {
		this.anonymous.withPropertyValues("dual-stream.web.allowed-origins=" + origin)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("dual-stream.web.allowed-origins"));
	}

	@Test
	void whenNothingDecidesWhoMayReadThenTheStartFailsAndSaysWhatToDo() {
		this.runner.run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getAction()).contains(FeedAuthorizer.class.getName())
				.contains("dual-stream.web.allow-anonymous=true");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenTheApplicationHasAnAuthorizerThenItDecides(boolean allowAnonymous) {
		FeedAuthorizer own = (request) -> false;
		this.runner.withPropertyValues("dual-stream.web.allow-anonymous=" + allowAnonymous)
			.withBean(FeedAuthorizer.class, () -> own)
			.run((context) -> assertThat(context.getBean(FeedAuthorizer.class)).isSameAs(own));
	}

	private static FailureAnalysis analyze(@Nullable Throwable startupFailure) {
		Throwable failure = Objects.requireNonNull(startupFailure, "the start has not failed");
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, SpringFactoriesLoader.ArgumentResolver.none(), (type, name, ex) -> {
				// those that need a bean factory
			})
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter((analysis) -> analysis != null)
			.findFirst()
			.orElseThrow(() -> new AssertionError("nothing analyzes it", failure));
	}

	@RestController
	static class OwnEvents {

		@GetMapping("/events")
		String events() {
			return "";
		}

	}

}
