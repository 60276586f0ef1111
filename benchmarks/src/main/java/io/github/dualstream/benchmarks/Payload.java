package io.github.dualstream.benchmarks;

import java.util.List;

/**
 * What an event carries.
 */
record Payload(String customer, long number, double total, boolean paid, List<String> items, String note) {

	Payload withNote(String note) {
		return new Payload(this.customer, this.number, this.total, this.paid, this.items, note);
	}

}
