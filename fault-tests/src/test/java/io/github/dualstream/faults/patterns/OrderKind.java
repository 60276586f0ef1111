package io.github.dualstream.faults.patterns;

import java.util.Random;

/**
 * What becomes of an order.
 */
enum OrderKind {

	/** Paid once it is placed. */
	PAID(30),

	/** Paid by two payments. */
	PAID_TWICE(10),

	/** Paid before it is placed. */
	PAID_EARLY(10),

	/** Paid when its deadline has passed. */
	PAID_LATE(10),

	REFUSED(15),

	/** Paid and refused at once, on different partitions. */
	PAID_AND_REFUSED(15),

	/** Neither paid nor refused. */
	FORGOTTEN(15),

	/** Its steps always fail, but the first. */
	POISONED(1);

	private final int weight;

	OrderKind(int weight) {
		this.weight = weight;
	}

	static OrderKind any(Random random) {
		int total = 0;
		for (OrderKind kind : values()) {
			total += kind.weight;
		}
		int number = random.nextInt(total);
		for (OrderKind kind : values()) {
			number -= kind.weight;
			if (number < 0) {
				return kind;
			}
		}
		throw new IllegalStateException("The weights do not add up to " + total);
	}

}
