package io.github.dualstream.test.docs;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.github.dualstream.aggregate.Aggregate;
import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.Decider;
import io.github.dualstream.aggregate.EventSourced;
import io.github.dualstream.aggregate.EventType;
import io.github.dualstream.aggregate.Upcaster;
import io.github.dualstream.test.aggregate.AggregateScenario;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/**
 * Snippets of the page about event sourcing.
 */
final class EventSourcingSnippets {

	private EventSourcingSnippets() {
	}

	@EventSourced(type = "order", snapshotEvery = 100)
	record Order(String item, boolean paid) {

		static Order apply(OrderPlaced placed) {
			return new Order(placed.item(), false);
		}

		Order apply(OrderPaid payment) {
			return new Order(this.item, true);
		}

		List<OrderPaid> pay() {
			return this.paid ? List.of() : List.of(new OrderPaid());
		}

	}

	@EventType("order.placed")
	record OrderPlaced(String item) {

	}

	@EventType("order.paid")
	record OrderPaid() {

	}

	@Service
	static class Orders {

		private final Aggregates<Order> orders;

		Orders(Aggregates<Order> orders) {
			this.orders = orders;
		}

		void place(String id, String item) {
			this.orders.create(id, new OrderPlaced(item));
		}

		void pay(String id) {
			this.orders.execute(id, (order) -> order.pay());
		}

		Optional<Order> before(String id, long version) {
			return this.orders.find(id, version - 1).map(Aggregate::state);
		}

	}

	@Component
	@EventSourced(type = "account")
	static class AccountDecider implements Decider<AccountCommand, AccountEvent, BigDecimal> {

		@Override
		public BigDecimal initial() {
			return BigDecimal.ZERO;
		}

		@Override
		public List<AccountEvent> decide(AccountCommand command, BigDecimal balance) {
			if (balance.add(command.amount()).signum() < 0) {
				throw new IllegalArgumentException("The balance is " + balance);
			}
			return List.of(new AmountBooked(command.amount()));
		}

		@Override
		public BigDecimal evolve(BigDecimal balance, AccountEvent event) {
			return (event instanceof AmountBooked booked) ? balance.add(booked.amount()) : balance;
		}

	}

	record AccountCommand(BigDecimal amount) {

	}

	sealed interface AccountEvent permits AmountBooked, AccountRenamed {

	}

	@EventType("account.booked")
	record AmountBooked(BigDecimal amount) implements AccountEvent {

	}

	@EventType(value = "account.renamed", version = "2")
	record AccountRenamed(String firstName, String lastName) implements AccountEvent {

	}

	static void book(Aggregates<BigDecimal> accounts, AccountDecider decider) {
		accounts.execute("7", decider.on(new AccountCommand(new BigDecimal("12.50"))));
	}

	@Component
	static class AccountUpcasters {

		@Upcaster(type = "account.renamed", from = "1", to = "2")
		ObjectNode splitName(ObjectNode data) {
			List<String> names = List.of(data.remove("name").asString().split(" ", 2));
			return data.put("firstName", names.get(0)).put("lastName", names.get(names.size() - 1));
		}

	}

	static class OrderTests {

		@Test
		void aPaidOrderIsNotPaidAgain() {
			AggregateScenario.of(Order.class)
				.given(new OrderPlaced("book"), new OrderPaid())
				.when((order) -> order.pay())
				.thenNothing();
		}

		@Test
		void theBalanceIsNeverNegative() {
			AggregateScenario.of(new AccountDecider())
				.given(new AmountBooked(BigDecimal.ONE))
				.when(new AccountCommand(BigDecimal.TEN.negate()))
				.thenThrows(IllegalArgumentException.class);
		}

	}

}
