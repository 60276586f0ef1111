package io.github.dualstream.aggregate;

sealed interface AccountEvent {

	@EventType("account.deposited")
	record Deposited(long amount) implements AccountEvent {

	}

	@EventType("account.withdrawn")
	record Withdrawn(long amount) implements AccountEvent {

	}

}
