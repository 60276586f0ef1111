package io.github.dualstream.benchmarks.workload;

import java.util.List;

/**
 * What an event carries.
 *
 * @param customer who ordered
 * @param number of the order
 * @param total to pay
 * @param paid whether that was done
 * @param items what was ordered
 * @param note fills the JSON up to its size
 */
public record Order(String customer, long number, double total, boolean paid, List<String> items, String note) {

	Order withNote(String note) {
		return new Order(this.customer, this.number, this.total, this.paid, this.items, note);
	}

}
