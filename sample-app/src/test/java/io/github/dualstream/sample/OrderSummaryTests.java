package io.github.dualstream.sample;

import java.time.Duration;

import io.github.dualstream.projection.Projections;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The summary of the orders over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.datasource.url=jdbc:h2:mem:order-summary")
@AutoConfigureDualStream
class OrderSummaryTests {

	private static final JsonMapper JSON = new JsonMapper();

	@LocalServerPort
	private int port;

	@Autowired
	private Projections projections;

	private SampleClient sample;

	@BeforeEach
	void connect() {
		this.sample = new SampleClient(this.port);
	}

	@Test
	void aRebuildCanBeWatchedAndCancelledAndTheSummaryIsReadableMeanwhile() {
		place();
		place();
		int placed = place();
		// two events of each are handled, so that progress is seen before the last one
		await().until(() -> ended() == placed);
		JsonNode rebuild = JSON.readTree(this.sample.post("/orders/summary/rebuild?seconds=20", "").getBody());
		assertThat(rebuild.at("/building/generation").intValue())
			.isGreaterThan(rebuild.at("/active/generation").intValue());
		assertThat(operate("rebuild").getBody()).contains("is being built already");
		assertThat(this.sample.get("/orders/summary").get("placed").intValue()).isEqualTo(placed);
		await().until(() -> this.sample.get("/actuator/dualstream/projections")
			.at("/order-summary/building/done")
			.intValue() > 0);
		assertThat(status(operate("cancel"))).isEqualTo(HttpStatus.OK);
		assertThat(status(operate("cancel"))).isEqualTo(HttpStatus.CONFLICT);
		assertThat(this.projections.generation(OrderSummary.NAME))
			.isEqualTo(rebuild.at("/active/generation").intValue());
		assertThat(this.sample.get("/orders/summary").get("placed").intValue()).isEqualTo(placed);
	}

	@Test
	void aPauseIsShownAndEndsWithResume() {
		assertThat(JSON.readTree(operate("pause").getBody()).get("paused").booleanValue()).isTrue();
		assertThat(this.sample.get("/actuator/dualstream/projections").at("/order-summary/paused").booleanValue())
			.isTrue();
		assertThat(JSON.readTree(operate("resume").getBody()).get("paused").booleanValue()).isFalse();
	}

	@Test
	void aDurationOutOfRangeIsRefused() {
		for (String seconds : new String[] { "-1", "61", "long" }) {
			assertThat(status(this.sample.post("/orders/summary/rebuild?seconds=" + seconds, ""))).as(seconds)
				.isEqualTo(HttpStatus.BAD_REQUEST);
		}
	}

	/** Place an order; returns the number of orders that the summary includes. */
	private int place() {
		ResponseEntity<String> placed = this.sample.post("/orders", "{\"item\": \"blue bell\", \"total\": 5}");
		return JSON.readTree(this.sample.summaryWith(placed.getHeaders().getETag()).getBody()).get("placed").intValue();
	}

	/** Number of orders that were completed or cancelled. */
	private int ended() {
		JsonNode summary = this.sample.get("/orders/summary");
		return summary.get("completed").intValue() + summary.get("cancelled").intValue();
	}

	private ResponseEntity<String> operate(String operation) {
		return this.sample.post("/orders/summary/" + operation, "");
	}

	private static HttpStatusCode status(ResponseEntity<String> response) {
		return response.getStatusCode();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(30));
	}

}
