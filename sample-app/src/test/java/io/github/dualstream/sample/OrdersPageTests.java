package io.github.dualstream.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.github.dualstream.test.DualStreamServers;
import io.github.dualstream.test.KafkaServer;
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
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the page of the orders in a real browser.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DualStreamServers(embedded = true)
@EnabledIf(value = "io.github.dualstream.sample.Browser#isInstalled",
		disabledReason = "needs " + Browser.CHROMIUM + " and " + Browser.CHROMEDRIVER)
class OrdersPageTests {

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

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
	void showsEachStepOfAnOrderItsStatesAndThatTheSummaryIncludesIt() throws Exception {
		open("");
		assertThat(steps()).containsExactly("order placed", "stock reserved", "payment taken", "order completed");
		String order = place("");
		await().untilAsserted(
				() -> assertThat(rows()).satisfiesExactly((row) -> assertThat(row).contains("completed the order"),
						(row) -> assertThat(row).contains("took the payment"),
						(row) -> assertThat(row).contains("reserved the stock"),
						(row) -> assertThat(row).contains("placed an order")));
		assertThat(text("#source-title")).contains(order);
		await().untilAsserted(() -> assertThat(text("#saga-state")).isEqualTo("completed"));
		assertThat(steps()).hasSize(4).allMatch((step) -> step.matches("[a-z ]+ \\+[0-9]+ ms"));
		await().untilAsserted(() -> assertThat(text("#summary-note"))
			.matches("Includes order " + order.substring(0, 8) + ", [0-9]+ ms after .*"));
		await().untilAsserted(() -> assertThat(text("#order-version-value")).isEqualTo("event 4 of 4"));
		await().untilAsserted(() -> assertThat(text("#order-state")).endsWith(": completed"));
		this.browser.choose("#order-version", "1");
		await().untilAsserted(() -> assertThat(text("#order-state")).endsWith(": placed"));
		assertThat(text("#order-version-value")).isEqualTo("event 1 of 4");
		assertThat(tried()).containsExactly("try-place", "try-watch", "try-slide");
		await().untilAsserted(() -> assertThat(text("#state-feed")).contains("live"));
		this.browser.screenshot("orders");
		assertThat(this.browser.complaints()).isEmpty();
	}

	@Test
	void showsTheCompensationOfARefusedPayment() throws Exception {
		open("");
		place("unpaid");
		await().untilAsserted(() -> assertThat(text("#saga-state")).isEqualTo("compensated"));
		assertThat(steps()).satisfiesExactly((step) -> assertThat(step).startsWith("order placed"),
				(step) -> assertThat(step).startsWith("stock reserved"),
				(step) -> assertThat(step).startsWith("payment refused"),
				(step) -> assertThat(step).startsWith("stock released compensation"),
				(step) -> assertThat(step).startsWith("order cancelled compensation"));
		assertThat(tried()).contains("try-refuse");
		await().untilAsserted(() -> assertThat(text("#order-state")).endsWith(": cancelled"));
		this.browser.screenshot("orders-compensated");
	}

	@Test
	void rebuildsTheSummaryBesideTheOneThatIsShown() throws Exception {
		open("");
		place("");
		await().untilAsserted(() -> assertThat(text("#summary-note")).startsWith("Includes order"));
		await().untilAsserted(() -> assertThat(text("#saga-state")).isEqualTo("completed"));
		String generation = text("#summary-generation");
		String placed = text("#summary-placed");
		this.browser.click("#rebuild-button");
		await().untilAsserted(() -> assertThat(text("#rebuild-state"))
			.matches("Generation [0-9]+: [0-9,]+ of [0-9,]+ records .* Shown above is " + generation + "\\."));
		assertThat(text("#summary-placed")).isEqualTo(placed);
		assertThat(text("#cancel-button")).isEqualTo("Cancel");
		this.browser.screenshot("orders-rebuild");
		await().untilAsserted(
				() -> assertThat(text("#summary-note")).matches("Rebuilt: readers see generation [0-9]+ now\\."));
		assertThat(text("#summary-generation")).isNotEqualTo(generation);
		assertThat(text("#summary-placed")).isEqualTo(placed);
		assertThat(tried()).contains("try-rebuild");
	}

	@Test
	void aPausedSummaryDoesNotIncludeAnOrderUntilItIsResumed() {
		open("");
		await().untilAsserted(() -> assertThat(text("#summary-generation")).startsWith("generation"));
		this.browser.click("#pause-button");
		try {
			await().untilAsserted(() -> assertThat(text("#pause-button")).isEqualTo("Resume"));
			// what was being read may still be handled
			SampleClient sample = new SampleClient(this.port);
			await().until(() -> sample
				.summaryWith(sample.post("/orders", "{\"item\": \"blue bell\", \"total\": 1}").getHeaders().getETag())
				.getStatusCode() == HttpStatus.SERVICE_UNAVAILABLE);
			String order = place("");
			await().untilAsserted(() -> assertThat(text("#summary-note"))
				.startsWith("Order " + order.substring(0, 8) + " is not included: "));
			assertThat(text("#summary-generation")).startsWith("paused");
			String placed = text("#summary-placed");
			this.browser.click("#pause-button");
			await().untilAsserted(() -> assertThat(text("#summary-placed")).isNotEqualTo(placed));
		}
		finally {
			new SampleClient(this.port).post("/orders/summary/resume", "");
		}
	}

	@Test
	void showsTheContractOfAnEventThatIsOpened() {
		open("");
		place("sold-out");
		await().untilAsserted(() -> assertThat(rows()).hasSize(3));
		this.browser.click("#list .event:last-child summary");
		await().untilAsserted(() -> assertThat(text("#list .contract h3")).isEqualTo("Contract: An order was placed"));
		assertThat(this.browser.texts("#list .contract pre")).satisfiesExactly(
				(schema) -> assertThat(schema).contains("\"required\": [ \"item\", \"total\" ]"),
				(example) -> assertThat(example).contains("red bicycle"));
		assertThat(this.browser.evaluate("document.querySelector('#list .contract a').href"))
			.isEqualTo("http://localhost:" + this.port + "/actuator/dualstream/asyncapi");
		assertThat(new SampleClient(this.port).text("/actuator/dualstream/asyncapi")).contains("order.placed-1");
	}

	@Test
	void showsWhatIsInTheOutboxAndWhatFails() {
		open("#order:" + UUID.randomUUID());
		await().untilAsserted(
				() -> assertThat(text("#order-state")).isEqualTo("The history was not read: there is no such order"));
		await().untilAsserted(() -> assertThat(text("#outbox-state")).isEqualTo("outbox: 0 waiting, 0 failed"));
		this.jdbc
			.sql("insert into dual_stream_outbox (slot, status, stored_at, id, aggregatetype, aggregateid, type,"
					+ " payload, event_time) values (0, 'FAILED', 0, 'x', 'order', '1', 'order.placed', '{}', 'x')")
			.update();
		try {
			await().untilAsserted(() -> assertThat(text("#outbox-state")).isEqualTo("outbox: 0 waiting, 1 failed"));
		}
		finally {
			this.jdbc.sql("delete from dual_stream_outbox where id = 'x'").update();
		}
	}

	@Test
	void whenKafkaIsDownThenAnOrderIsPlacedAndItsSagaGoesOnAfterwards(@Autowired KafkaServer kafka) throws Exception {
		open("");
		kafka.kill();
		try {
			place("");
			await().untilAsserted(() -> assertThat(text("#summary-note"))
				.endsWith("has no position yet: the outbox sends it later."));
			await().untilAsserted(() -> assertThat(text("#order-state")).endsWith(": placed"));
			await().untilAsserted(() -> assertThat(text("#saga-state")).isEqualTo("running"));
			await().untilAsserted(() -> assertThat(text("#banner")).startsWith("Kafka is down"));
			this.browser.screenshot("orders-kafka-down");
		}
		finally {
			kafka.restart();
		}
		await().atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(text("#saga-state")).isEqualTo("completed"));
	}

	@Test
	void fitsAPhone() throws Exception {
		this.browser.becomePhone();
		open("");
		place("unpaid");
		await().untilAsserted(() -> assertThat(rows()).hasSize(5));
		this.browser.click("#list .event:last-child summary");
		await().untilAsserted(() -> assertThat(text("#list .contract h3")).startsWith("Contract"));
		assertThat((Long) this.browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
		this.browser.screenshot("orders-phone");
	}

	private void open(String hash) {
		this.browser.open("http://localhost:" + this.port + "/orders.html" + hash);
		await().until(() -> !text("#outbox-state").equals("…"));
	}

	/** Place an order; returns its id. */
	private String place(String kind) {
		this.browser.choose("#order-kind", kind);
		this.browser.click("#order-button");
		await().until(() -> this.browser.url().contains("#order:"));
		return this.browser.url().replaceFirst(".*#order:", "");
	}

	private List<String> rows() {
		return this.browser.texts("#list summary");
	}

	private List<String> steps() {
		return this.browser.texts("#saga-steps li").stream().map(String::strip).toList();
	}

	private List<String> tried() {
		return this.browser.values("#guide [data-tried]", "id");
	}

	private String text(String selector) {
		return this.browser.text(selector);
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
	}

}
