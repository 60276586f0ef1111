package io.github.dualstream.benchmarks;

import java.util.List;

/**
 * Names of the contenders, in the order in which they run.
 */
final class ContenderNames {

	/** What the throughput of the others is compared with. */
	static final String RAW = "raw-producer";

	static final String RAW_CLOUDEVENTS = "raw-producer-cloudevents";

	static final String TEMPLATE = "kafka-template";

	static final String ASYNC = "publish-async";

	static final String ASYNC_WITHOUT_REDIS = "publish-async-without-redis";

	static final String BATCHES_OF_100 = "publish-all-100";

	static final String BATCHES_OF_1000 = "publish-all-1000";

	/** What those that wait for each event are compared with. */
	static final String NAIVE = "send-then-redis";

	static final String EACH = "publish";

	static final List<String> ALL = List.of(RAW, RAW_CLOUDEVENTS, TEMPLATE, ASYNC, ASYNC_WITHOUT_REDIS, BATCHES_OF_100,
			BATCHES_OF_1000, NAIVE, EACH);

	private ContenderNames() {
	}

}
