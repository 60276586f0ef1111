package io.github.dualstream.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param events events of a contender in a round
 * @param waitingEvents events of a contender that waits for each
 * @param rounds rounds that count
 * @param warmups rounds before them that do not
 * @param lingerMillis settings of the producer, one after the other
 */
record Settings(int events, int waitingEvents, int rounds, int warmups, List<Integer> lingerMillis) {

	static final Settings DEFAULT = new Settings(60_000, 1_000, 5, 1, List.of(0, 5));

	/**
	 * Read arguments of the form {@code --name=number}.
	 * @throws IllegalArgumentException naming the argument that is not one
	 */
	static Settings of(String... arguments) {
		Settings settings = DEFAULT;
		for (String argument : arguments) {
			String[] parts = argument.split("=", 2);
			if (parts.length < 2) {
				throw unknown(argument);
			}
			settings = settings.with(parts[0], parts[1]);
		}
		return settings;
	}

	private Settings with(String name, String value) {
		return switch (name) {
			case "--events" ->
				new Settings(positive(name, value), this.waitingEvents, this.rounds, this.warmups, this.lingerMillis);
			case "--waiting-events" ->
				new Settings(this.events, positive(name, value), this.rounds, this.warmups, this.lingerMillis);
			case "--rounds" ->
				new Settings(this.events, this.waitingEvents, positive(name, value), this.warmups, this.lingerMillis);
			case "--linger" -> new Settings(this.events, this.waitingEvents, this.rounds, this.warmups,
					Stream.of(value.split(",")).map(Integer::valueOf).toList());
			default -> throw unknown(name);
		};
	}

	private static int positive(String name, String value) {
		int number = Integer.parseInt(value);
		if (number < 1) {
			throw new IllegalArgumentException(name + "=" + value + " must be at least 1");
		}
		return number;
	}

	private static IllegalArgumentException unknown(String argument) {
		return new IllegalArgumentException("Unknown argument '" + argument
				+ "': there are --events=N, --waiting-events=N, --rounds=N and --linger=MILLIS,MILLIS");
	}

	int eventsOf(Contender contender) {
		return (contender.waitsForEach()) ? this.waitingEvents : this.events;
	}

}
