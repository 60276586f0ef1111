package io.github.dualstream.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.test.DualStreamServers;
import io.github.dualstream.test.RedisServer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the page in a real browser.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DualStreamServers(embedded = true)
@EnabledIf(value = "io.github.dualstream.sample.Browser#isInstalled",
		disabledReason = "needs " + Browser.CHROMIUM + " and " + Browser.CHROMEDRIVER)
class DashboardPageTests {

	private static final String ISSUE = """
			{"action": "opened", "issue": {"number": 1, "title": "%s"},
			 "repository": {"full_name": "%s"}, "sender": {"login": "%s"}}""";

	private final String repository = "octocat/" + UUID.randomUUID();

	@LocalServerPort
	private int port;

	@Autowired
	@EventPublisher
	private DualStreamPublisher publisher;

	private Browser browser;

	@BeforeEach
	void openBrowser(@TempDir Path profile) {
		this.browser = new Browser(profile);
	}

	@AfterEach
	void closeBrowser() {
		this.browser.close();
	}

	@Test
	void showsRecentEventsThenLiveOnes() throws Exception {
		publish("the first", "mona");
		publish("the second", "hubot");
		open();
		await().untilAsserted(() -> assertThat(rows()).satisfiesExactly(
				(row) -> assertThat(row).contains("hubot opened issue #1 the second", "ago"),
				(row) -> assertThat(row).contains("mona opened issue #1 the first")));
		await().untilAsserted(() -> assertThat(text("#state-feed")).contains("live"));
		publish("the third, live", "duke");
		await().untilAsserted(() -> assertThat(rows()).hasSize(3)
			.first()
			.asString()
			.contains("duke opened issue #1 the third, live"));
		this.browser.screenshot("dashboard");
		assertThat(this.browser.complaints()).isEmpty();
	}

	@Test
	void showsTheWholeEventOnClick() {
		publish("with details", "mona");
		open();
		await().untilAsserted(() -> assertThat(rows()).hasSize(1));
		this.browser.click("#list summary");
		await().untilAsserted(() -> assertThat(text("#list pre")).contains("\"source_id\": \"" + this.repository + "\"",
				"\"title\": \"with details\""));
	}

	@Test
	void leadsToTheOrders() {
		open();
		this.browser.click("nav a:last-child");
		await().untilAsserted(() -> assertThat(this.browser.title()).isEqualTo("Orders"));
		this.browser.click("nav a:first-child");
		await().untilAsserted(() -> assertThat(this.browser.title()).endsWith("GitHub activity"));
	}

	@Test
	void showsHtmlInAnEventAsText() {
		String html = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>";
		publish(html, "<b>mona</b>");
		open();
		await().untilAsserted(
				() -> assertThat(rows()).singleElement().asString().contains("<b>mona</b> opened issue #1 " + html));
		this.browser.click("#list summary");
		await().untilAsserted(() -> assertThat(text("#list pre")).contains(html));
		assertThat(this.browser.count("#events img, #events script, #list b b")).isZero();
		assertThat(this.browser.title()).isEqualTo(this.repository + " · GitHub activity");
	}

	@Test
	void picksAnotherSource() {
		publish("somewhere else", "mona");
		this.browser.open("http://localhost:" + this.port + "/#repo:octocat/none");
		await().untilAsserted(() -> assertThat(text("#empty")).contains("No events yet"));
		this.browser.type("#source-id", this.repository + "\n");
		await().untilAsserted(() -> assertThat(rows()).singleElement().asString().contains("somewhere else"));
		assertThat(this.browser.url()).endsWith("#repo:" + this.repository);
	}

	@Test
	void showsStateFiguresAndCounts() {
		publish("counted", "mona");
		open();
		await().untilAsserted(() -> {
			assertThat(text("#state-log")).containsSubsequence("Kafka", "up");
			assertThat(text("#state-bus")).containsSubsequence("Redis", "up");
			assertThat(text("#rate-note")).matches("[0-9,]+ in all");
			assertThat(text("#sent")).matches("[0-9,]+");
			assertThat(text("#types")).contains("issues · opened").contains("1");
		});
		assertThat((Long) this.browser.evaluate("document.getElementById('events-chart').height")).isPositive();
	}

	@Test
	void generatesTrafficByButton() {
		this.browser.open("http://localhost:" + this.port + "/");
		await().until(() -> text("#traffic-button").equals("Start"));
		this.browser.click("#traffic-button");
		await().untilAsserted(() -> assertThat(rows()).hasSizeGreaterThan(2));
		await().until(() -> text("#traffic-button").equals("Stop"));
		this.browser.click("#traffic-button");
		await().until(() -> text("#traffic-button").equals("Start"));
	}

	@Test
	void fitsAPhone() throws Exception {
		publish("a title that is much too long for the small screen of a phone, whatever way it is held", "mona");
		this.browser.becomePhone();
		open();
		await().untilAsserted(() -> assertThat(rows()).hasSize(1));
		assertThat((Long) this.browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
		this.browser.screenshot("dashboard-phone");
	}

	@Test
	void whenRedisIsDownThenRecentEventsAreStillShown(@Autowired RedisServer redis) throws Exception {
		publish("before", "mona");
		redis.kill();
		try {
			open();
			await().untilAsserted(() -> assertThat(text("#banner")).contains("Redis is down"));
			publish("meanwhile", "hubot");
			await().untilAsserted(() -> assertThat(rows()).hasSize(2).first().asString().contains("meanwhile"));
			this.browser.screenshot("dashboard-redis-down");
		}
		finally {
			redis.restart();
		}
		await().untilAsserted(() -> assertThat(text("#state-feed")).contains("live"));
	}

	private void publish(String title, String actor) {
		byte[] body = ISSUE.formatted(title, this.repository, actor).getBytes(UTF_8);
		this.publisher.publishAll(GithubDelivery.of("issues", UUID.randomUUID().toString(), body).events())
			.outcomes()
			.forEach((outcome) -> assertThat(outcome.get()).isNotNull());
	}

	private void open() {
		this.browser.open("http://localhost:" + this.port + "/#repo:" + this.repository);
	}

	private List<String> rows() {
		return this.browser.texts("#list summary");
	}

	private String text(String selector) {
		return this.browser.text(selector);
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200));
	}

}
