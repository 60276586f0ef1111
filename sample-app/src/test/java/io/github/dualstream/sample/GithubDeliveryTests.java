package io.github.dualstream.sample;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link GithubDelivery}.
 */
class GithubDeliveryTests {

	private static final String PUSH = """
			{ "ref": "refs/heads/main",  "repository": {"full_name": "Octocat/Hello-World"},
			  "sender": {"login": "Mona"}, "organization": {"login": "acme"} }
			""";

	@Test
	void namesOneEventForEachSource() {
		assertThat(events("push", PUSH)).extracting(Event::id, Event::sourceType, Event::sourceId)
			.containsExactly(tuple("d1:repo", "repo", "Octocat/Hello-World"), tuple("d1:user", "user", "Mona"),
					tuple("d1:org", "org", "acme"));
	}

	@Test
	void passesTheBodyOnToTheByte() {
		assertThat(events("push", PUSH)).extracting(Event::data).containsOnly(JsonData.of(PUSH));
	}

	@Test
	void correlatesTheEventsByTheDelivery() {
		assertThat(events("push", PUSH)).extracting(Event::correlationId).containsOnly("d1");
	}

	@Test
	void addsTheActionToTheType() {
		assertThat(types("push", PUSH)).containsOnly("github.push");
		assertThat(types("issues", "{\"action\": \"opened\"}")).containsExactly("github.issues.opened");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "1", "true", "[]", "{}", "\"\"", "\"deploy to prod\"", "\"\\u0000\"", "\"ü\"" })
	void leavesOutAnActionThatCannotBePartOfAType(String action) {
		assertThat(types("repository_dispatch", "{\"action\": " + action + "}"))
			.containsExactly("github.repository_dispatch");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"repository\": null}", "{\"repository\": \"octocat/hello-world\"}",
			"{\"repository\": {}}", "{\"repository\": []}", "{\"repository\": {\"full_name\": null}}",
			"{\"repository\": {\"full_name\": 1}}", "{\"repository\": {\"full_name\": \"\"}}",
			"{\"repository\": {\"full_name\": \" \"}}", "{\"repository\": {\"full_name\": \"a/b\\n\"}}",
			"{\"repository\": {\"full_name\": \"a/\\ud800\"}}", "{\"repository\": {\"full_name\": \"a/u\\u0308\"}}",
			"{\"sender\": null}", "{\"sender\": {\"login\": {}}}", "{\"organization\": {\"id\": 1}}",
			"{\"organization\": \"acme\", \"sender\": 7}" })
	void fallsBackToTheEventWhereNoSourceIsNamed(String body) {
		assertThat(events("meta", body)).extracting(Event::id, Event::sourceType, Event::sourceId)
			.containsExactly(tuple("d1:github", "github", "meta"));
	}

	@Test
	void leavesOutTheSourceThatIsNotValid() {
		String body = "{\"repository\": {\"full_name\": \"a\\u202eb\"}, \"sender\": {\"login\": \"mona\"}}";
		assertThat(events("push", body)).extracting(Event::id).containsExactly("d1:user");
	}

	@Test
	void keepsASourceIdOfTheGreatestLength() {
		String name = "a/" + "b".repeat(510);
		assertThat(events("push", "{\"repository\": {\"full_name\": \"" + name + "\"}}")).extracting(Event::sourceId)
			.containsExactly(name);
		assertThat(events("push", "{\"repository\": {\"full_name\": \"" + name + "c\"}}")).extracting(Event::sourceId)
			.containsExactly("push");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "pu sh", "push.created", "push:x", "push\u0000", "püsh", "a/b" })
	void refusesAnEventNameThatGithubDoesNotHave(String event) {
		assertThatExceptionOfType(InvalidDeliveryException.class)
			.isThrownBy(() -> GithubDelivery.of(event, "d1", utf8("{}")))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("X-GitHub-Event"));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "a b", "a\u0000", "dé" })
	void refusesADeliveryIdThatCannotBePartOfAnEventId(String delivery) {
		assertThatExceptionOfType(InvalidDeliveryException.class)
			.isThrownBy(() -> GithubDelivery.of("push", delivery, utf8("{}")).events())
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("X-GitHub-Delivery"));
	}

	@Test
	void refusesADeliveryIdThatIsTooLong() {
		assertThatExceptionOfType(InvalidDeliveryException.class)
			.isThrownBy(() -> GithubDelivery.of("push", "d".repeat(249), utf8("{}")).events())
			.withMessageStartingWith("X-GitHub-Delivery");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " \n", "null", "[]", "\"text\"", "1", "{", "{}{}", "{} x", "{\"a\": NaN}", "{'a': 1}",
			"payload=%7B%7D" })
	void refusesABodyThatIsNotOneJsonObject(String body) {
		assertInvalidBody(utf8(body));
	}

	@Test
	void refusesABodyThatIsNotUtf8() {
		assertInvalidBody("{\"a\": \"ü\"}".getBytes(StandardCharsets.ISO_8859_1));
		assertInvalidBody("{}".getBytes(StandardCharsets.UTF_16BE));
		assertInvalidBody("{}".getBytes(Charset.forName("UTF-32LE")));
	}

	@Test
	void refusesABodyThatIsNestedTooDeeply() {
		assertInvalidBody(utf8("{\"a\":".repeat(5000) + "1" + "}".repeat(5000)));
	}

	private static void assertInvalidBody(byte[] body) {
		assertThatExceptionOfType(InvalidDeliveryException.class)
			.isThrownBy(() -> GithubDelivery.of("push", "d1", body))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("body"));
	}

	private static List<String> types(String event, String body) {
		return events(event, body).stream().map(Event::type).toList();
	}

	private static List<Event> events(String event, String body) {
		return GithubDelivery.of(event, "d1", utf8(body)).events();
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
