package io.github.dualstream.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One fault of the soak.
 */
sealed interface SoakFault {

	/** All of them, each on its own. */
	static List<SoakFault> all() {
		Stream<SoakFault> redis = Stream.concat(Arrays.stream(RedisFault.values()),
				Arrays.stream(NetworkFault.values()).map(Network::new));
		Stream<SoakFault> kafka = IntStream.range(0, 3)
			.boxed()
			.flatMap((broker) -> Stream.of(new Broker(broker, true), new Broker(broker, false)));
		Stream<SoakFault> others = Stream.concat(Stream.of(new Majority()), Arrays.stream(ApplicationFault.values()));
		return Stream.concat(Stream.concat(redis, kafka), others).toList();
	}

	/** Every fault once before any comes again. */
	static List<SoakFault> schedule(long seed, int count) {
		Random random = new Random(seed);
		List<SoakFault> schedule = new ArrayList<>();
		while (schedule.size() < count) {
			List<SoakFault> round = new ArrayList<>(all());
			Collections.shuffle(round, random);
			schedule.addAll(round);
		}
		return schedule.subList(0, count);
	}

	/** On the way to Redis. */
	record Network(NetworkFault fault) implements SoakFault {

	}

	/** Killed or stopped. */
	record Broker(int index, boolean killed) implements SoakFault {

	}

	/** Two of three brokers killed: nothing can be acknowledged. */
	record Majority() implements SoakFault {

	}

	enum RedisFault implements SoakFault {

		REDIS_KILLED, REDIS_HUNG

	}

	enum ApplicationFault implements SoakFault {

		/** SIGKILL. */
		APPLICATION_KILLED,

		/** SIGTERM. */
		APPLICATION_ENDED

	}

}
