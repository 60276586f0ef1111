package io.github.dualstream.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * Compatibility of a version of a contract with an earlier one.
 */
public enum Compatibility {

	/** Consumers of the later version can read data of the earlier version. */
	BACKWARD(true, false),
	/** Consumers of the earlier version can read data of the later version. */
	FORWARD(false, true),
	/** Both. */
	FULL(true, true);

	private final boolean backward;

	private final boolean forward;

	Compatibility(boolean backward, boolean forward) {
		this.backward = backward;
		this.forward = forward;
	}

	/**
	 * Compare two versions.
	 * @param earlier earlier version
	 * @param later later version
	 * @return the report, which names each break
	 */
	public CompatibilityReport compare(Contract earlier, Contract later) {
		List<SchemaBreak> breaks = new ArrayList<>();
		if (this.backward) {
			breaks.addAll(breaks(earlier, later));
		}
		if (this.forward) {
			breaks.addAll(breaks(later, earlier));
		}
		return new CompatibilityReport(this, earlier, later, breaks);
	}

	/**
	 * Check that data of a publisher satisfies a contract of a consumer.
	 * @param publisher contract of the publisher
	 * @param consumer contract of the consumer
	 * @return what the consumer needs, and the publisher does not promise
	 */
	public static List<SchemaBreak> breaks(Contract publisher, Contract consumer) {
		return new SchemaComparison(publisher.jsonSchema(), consumer.jsonSchema()).breaks();
	}

}
