package io.github.dualstream.test.docs;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishResult;
import io.github.dualstream.projection.Projections;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the snippets about projections do in an application, with the tables of the page
 * in H2 and a log in memory.
 */
@SpringBootTest(properties = { "dual-stream.outbox.enabled=true", "dual-stream.web.enabled=true",
		"dual-stream.web.allow-anonymous=true" })
@AutoConfigureDualStream
@AutoConfigureMockMvc
class ProjectionSnippetsTests {

	private static final Pattern SQL = Pattern.compile("```sql\\R(.*?)```", Pattern.DOTALL);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private DualStreamPublisher publisher;

	@Autowired
	private Projections projections;

	@Autowired
	private ProjectionSnippets.Reader reader;

	@Autowired
	private ProjectionSnippets.Prices prices;

	@Test
	void theViewIncludesWhatWasPublishedAndIsRebuilt() throws InterruptedException {
		PublishResult published = null;
		for (int i = 0; i < 3; i++) {
			published = this.publisher.publish(Event.of("order", "1", "order.placed", Map.of("item", "book")));
		}
		assertThat(this.projections.await("order-totals", PATIENCE)).isTrue();
		assertThat(this.reader.isIncluded(published)).isTrue();
		assertThat(this.reader.orders("book")).isEqualTo(3);
		int generation = this.projections.generation("order-totals");
		this.reader.rebuild();
		await().atMost(PATIENCE).until(() -> this.projections.generation("order-totals") > generation);
		assertThat(this.reader.orders("book")).isEqualTo(3);
	}

	@Test
	void aQueryWithTheEtagOfACommandIncludesItsEvent(@Autowired MockMvcTester mvc) {
		String etag = mvc.put()
			.uri("/orders/7")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"item\": \"lamp\"}")
			.exchange()
			.getResponse()
			.getHeader(HttpHeaders.ETAG);
		assertThat(etag).matches("\"[a-z-]+:[0-9]+:[0-9]+\"");
		assertThat(mvc.get().uri("/orders/totals/lamp").header(HttpHeaders.IF_NONE_MATCH, etag)).bodyText()
			.isEqualTo("1");
		assertThat(mvc.get().uri("/events?source=order:7&after=" + etag.replace("\"", ""))).bodyText()
			.contains("\"events\":[]");
		assertThat(mvc.get().uri("/orders/totals/lamp").header(HttpHeaders.IF_NONE_MATCH, "\"none\""))
			.hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void theViewInMemoryIsBuilt() throws InterruptedException {
		PublishResult published = this.publisher
			.publish(Event.of("product", "pen", "price.changed", Map.of("product", "pen", "price", "1.20")));
		assertThat(this.projections.await("prices", published.position(), PATIENCE)).isTrue();
		assertThat(this.prices.all()).containsEntry("pen", new BigDecimal("1.20"));
	}

	@Test
	void theTablesAreThoseOfThePage() throws IOException {
		Matcher page = SQL.matcher(Files.readString(Path.of("../docs/projections.md")));
		assertThat(page.find()).isTrue();
		assertThat(Files.readString(Path.of("src/test/resources/schema.sql"))
			.replace("create table if not exists", "create table")).endsWith(page.group(1));
	}

}
