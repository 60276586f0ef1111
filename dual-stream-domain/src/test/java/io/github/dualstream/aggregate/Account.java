package io.github.dualstream.aggregate;

import java.util.List;

/**
 * Mutable class that applies events.
 */
@EventSourced(type = "account", retries = 50)
final class Account {

	private long balance;

	private int changes;

	private Account() {
	}

	void apply(AccountEvent event) {
		this.changes++;
		this.balance += (event instanceof AccountEvent.Deposited deposited) ? deposited.amount()
				: -((AccountEvent.Withdrawn) event).amount();
	}

	List<AccountEvent> deposit(long amount) {
		return List.of(new AccountEvent.Deposited(amount));
	}

	long balance() {
		return this.balance;
	}

	int changes() {
		return this.changes;
	}

}
