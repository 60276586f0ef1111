package io.github.dualstream.autoconfigure.aggregate;

import java.util.List;
import java.util.Map;

import com.example.tickets.Counter;
import com.example.tickets.Ticket;
import io.github.dualstream.Event;
import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.Decider;
import io.github.dualstream.aggregate.EventStore;
import io.github.dualstream.aggregate.InMemoryEventStore;
import io.github.dualstream.aggregate.InvalidAggregateException;
import io.github.dualstream.aggregate.Upcaster;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.json.DualStreamJsonAutoConfiguration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DualStreamAggregateAutoConfiguration}.
 */
class DualStreamAggregateAutoConfigurationTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(DualStreamJsonAutoConfiguration.class, DualStreamAggregateAutoConfiguration.class));

	private final ApplicationContextRunner application = this.context
		.withBean(InMemoryEventStore.class, () -> new InMemoryEventStore(new JsonMapper()))
		.withUserConfiguration(TicketApplication.class);

	@Test
	void classesAndDecidersAreInjectedByTheTypeOfTheirState() {
		this.application.withBean(Users.class).run((context) -> {
			Users users = context.getBean(Users.class);
			users.tickets().create("1", new Ticket.Opened("first"));
			users.tickets().execute("1", (ticket) -> ticket.rename("second"));
			assertThat(users.tickets().find("1").orElseThrow().state()).isEqualTo(new Ticket("second"));
			assertThat(users.counters().execute("1", users.counter().on(3)).aggregate().state()).isEqualTo(3);
		});
	}

	@Test
	void upcastersAreFoundAmongTheBeans() {
		this.application.run((context) -> {
			context.getBean(EventStore.class)
				.append(Event.of("ticket", "7", "ticket.opened", Map.of()).source(), 0,
						List.of(Event.of("ticket", "7", "ticket.opened", Map.of("name", "old"))));
			Aggregates<?> tickets = (Aggregates<?>) context.getBean("dualStreamAggregates." + Ticket.class.getName());
			assertThat(tickets.find("7").orElseThrow().state()).isEqualTo(new Ticket("old"));
		});
	}

	@Test
	void whenThereIsNoStoreThenTheStartFailsAndNamesTheProperty() {
		this.context.withUserConfiguration(TicketApplication.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.outbox.enabled")
				.hasMessageContaining("Ticket"));
	}

	@Test
	void whenAnUpcasterLeadsElsewhereThenTheStartFailsWithTheRemedy() {
		this.application.withBean(ToNowhere.class).run((context) -> {
			assertThat(context).hasFailed();
			Throwable cause = context.getStartupFailure();
			while (!(cause instanceof InvalidAggregateException invalid)) {
				cause = cause.getCause();
			}
			FailureAnalysis analysis = new InvalidAggregateFailureAnalyzer().analyze(invalid);
			assertThat(analysis.getDescription()).contains("ToNowhere.convert()").endsWith(".");
			assertThat(analysis.getAction()).contains("@Upcaster");
		});
	}

	@Test
	void whenDualStreamIsOffThenNothingIsDefined() {
		this.application.withPropertyValues("dual-stream.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Aggregates.class));
	}

	static class ToNowhere {

		@Upcaster(type = "ticket.renamed", from = "1", to = "2")
		ObjectNode convert(ObjectNode data) {
			return data;
		}

	}

	record Users(Aggregates<Ticket> tickets, Aggregates<Integer> counters,
			Decider<Integer, Counter.Added, Integer> counter) {

	}

}
