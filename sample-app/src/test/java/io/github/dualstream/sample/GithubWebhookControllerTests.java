package io.github.dualstream.sample;

import java.util.List;
import java.util.concurrent.TimeoutException;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.DualStreamException;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import io.github.dualstream.UnknownOutcomeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GithubWebhookController}.
 */
@WebMvcTest(controllers = GithubWebhookController.class)
@Import(WebhookSignature.class)
class GithubWebhookControllerTests {

	private static final String PUSH = """
			{"repository": {"full_name": "octocat/hello-world"}, "sender": {"login": "mona"}}""";

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private RecordingPublisher publisher;

	@BeforeEach
	void reset() {
		this.publisher.reset();
	}

	@Test
	void answersWithTheEventsAndTheirPositions() {
		MvcTestResult result = deliver("push", "d1", PUSH);
		assertThat(result).hasStatus(HttpStatus.ACCEPTED);
		assertThat(result).bodyJson().isStrictlyEqualTo("""
				{"events": [
				  {"id": "d1:repo", "source": "repo:octocat/hello-world", "position": "github-events:0:0"},
				  {"id": "d1:user", "source": "user:mona", "position": "github-events:0:1"}
				]}""");
	}

	@Test
	void whenADeliveryIsRepeatedThenItsEventsHaveTheSameIds() {
		deliver("push", "d1", PUSH);
		assertThat(deliver("push", "d1", PUSH)).hasStatus(HttpStatus.ACCEPTED);
		assertThat(this.publisher.events()).extracting(Event::id)
			.containsExactly("d1:repo", "d1:user", "d1:repo", "d1:user");
	}

	@ParameterizedTest
	@MethodSource("failures")
	void whenAnEventIsNotAcknowledgedThenTheProblemListsWhich(DualStreamException failure) {
		this.publisher.fail("user", failure);
		MvcTestResult result = deliver("push", "d1", PUSH);
		assertThat(result).hasStatus(HttpStatus.SERVICE_UNAVAILABLE).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(result).bodyJson().isLenientlyEqualTo("""
				{"status": 503, "events": [
				  {"id": "d1:repo", "source": "repo:octocat/hello-world", "position": "github-events:0:0"},
				  {"id": "d1:user", "source": "user:mona", "problem": "no luck"}
				]}""");
	}

	static List<DualStreamException> failures() {
		return List.of(new UnknownOutcomeException("no luck", new TimeoutException()),
				new PublishFailedException("no luck", null),
				new BackpressureException("no luck", new TimeoutException()));
	}

	@Test
	void whenTheBodyIsTooLargeForTheTopicThenItIsRefused() {
		this.publisher.fail("repo", new RejectedException("data", "makes a record that is too large"));
		assertProblem(deliver("push", "d1", PUSH), HttpStatus.CONTENT_TOO_LARGE, "body");
	}

	@Test
	void whenTheBodyIsAsLargeAsGithubsLargestThenItIsRefused() {
		MvcTestResult result = deliver("push", "d1", "{\"a\": \"" + "x".repeat(25 * 1024 * 1024) + "\"}");
		assertProblem(result, HttpStatus.CONTENT_TOO_LARGE, "body");
		assertThat(this.publisher.events()).isEmpty();
	}

	@Test
	void whenAHeaderIsMissingThenTheProblemNamesIt() {
		assertProblem(this.mvc.post()
			.uri("/webhooks/github")
			.contentType(MediaType.APPLICATION_JSON)
			.header("X-GitHub-Delivery", "d1")
			.content(PUSH)
			.exchange(), HttpStatus.BAD_REQUEST, "X-GitHub-Event");
		assertProblem(this.mvc.post()
			.uri("/webhooks/github")
			.contentType(MediaType.APPLICATION_JSON)
			.header("X-GitHub-Event", "push")
			.content(PUSH)
			.exchange(), HttpStatus.BAD_REQUEST, "X-GitHub-Delivery");
	}

	@Test
	void whenAHeaderIsOddThenTheProblemNamesIt() {
		assertProblem(deliver("pu sh", "d1", PUSH), HttpStatus.BAD_REQUEST, "X-GitHub-Event");
		assertProblem(deliver("push", "d 1", PUSH), HttpStatus.BAD_REQUEST, "X-GitHub-Delivery");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "payload=%7B%7D" })
	void whenTheBodyIsNoJsonObjectThenTheProblemNamesIt(String body) {
		assertProblem(deliver("push", "d1", body), HttpStatus.BAD_REQUEST, "body");
		assertThat(this.publisher.events()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/x-www-form-urlencoded", "text/plain", "application/xml" })
	void whenTheBodyIsOfAnotherKindThenItIsRefused(String contentType) {
		MvcTestResult result = this.mvc.post()
			.uri("/webhooks/github")
			.contentType(MediaType.parseMediaType(contentType))
			.header("X-GitHub-Event", "push")
			.header("X-GitHub-Delivery", "d1")
			.content("payload=%7B%7D")
			.exchange();
		assertThat(result).hasStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void tellsBrowsersToRunOnlyTheApplicationsOwnScripts() {
		assertThat(deliver("push", "d1", PUSH).getResponse().getHeader("Content-Security-Policy"))
			.contains("default-src 'none'", "script-src 'self'")
			.doesNotContain("unsafe");
	}

	private MvcTestResult deliver(String event, String delivery, String body) {
		return this.mvc.post()
			.uri("/webhooks/github")
			.contentType(MediaType.APPLICATION_JSON)
			.header("X-GitHub-Event", event)
			.header("X-GitHub-Delivery", delivery)
			.content(body)
			.exchange();
	}

	private static void assertProblem(MvcTestResult result, HttpStatus status, String field) {
		assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(result).bodyJson().extractingPath("$.field").isEqualTo(field);
		assertThat(result).bodyJson().extractingPath("$.detail").asString().isNotBlank();
	}

	@TestConfiguration(proxyBeanMethods = false)
	@EnableConfigurationProperties(GithubProperties.class)
	static class PublisherConfiguration {

		@Bean
		@EventPublisher
		RecordingPublisher publisher() {
			return new RecordingPublisher();
		}

	}

}
