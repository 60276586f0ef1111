package io.github.dualstream.benchmarks.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Options of the form {@code --name=value}. Immutable.
 */
public final class Options {

	@JsonValue
	private final Map<String, String> values;

	private Options(Map<String, String> values) {
		this.values = values;
	}

	/**
	 * Read arguments.
	 * @param defaults all options that there are, with the values that they have where no
	 * argument sets them
	 * @param arguments the arguments
	 * @return the options
	 * @throws IllegalArgumentException naming the argument that is no option
	 */
	public static Options of(Map<String, String> defaults, String... arguments) {
		Map<String, String> values = new TreeMap<>(defaults);
		for (String argument : arguments) {
			String[] parts = argument.split("=", 2);
			String name = parts[0].replaceFirst("^--", "");
			if (parts.length < 2 || !defaults.containsKey(name)) {
				throw new IllegalArgumentException(
						"Unknown option '" + argument + "': there are, as --name=value, " + new TreeMap<>(defaults));
			}
			values.put(name, parts[1]);
		}
		return new Options(values);
	}

	/**
	 * An option that is a number.
	 * @param name its name
	 * @return the number
	 * @throws IllegalArgumentException if it is not a number, or negative
	 */
	public int number(String name) {
		return notNegative(name, text(name));
	}

	/**
	 * Numbers of rounds: as many as the option says, from 1 on, and before them, up to 0,
	 * as many as the option with {@code warm-up-} before the name says.
	 * @param name name of the option
	 * @return the numbers in ascending order
	 * @throws IllegalArgumentException if an option is not a number, or negative
	 */
	public List<Integer> rounds(String name) {
		return IntStream.rangeClosed(1 - number("warm-up-" + name), number(name)).boxed().toList();
	}

	private static int notNegative(String name, String text) {
		int number = Integer.parseInt(text);
		if (number < 0) {
			throw new IllegalArgumentException("--" + name + "=" + text + " must not be negative");
		}
		return number;
	}

	/**
	 * An option that is a list of numbers, separated by commas.
	 * @param name its name
	 * @return the numbers, the lowest first
	 * @throws IllegalArgumentException if one of them is not a number, or negative
	 */
	public SortedSet<Integer> numbers(String name) {
		SortedSet<Integer> numbers = new TreeSet<>();
		for (String number : text(name).split(",", -1)) {
			numbers.add(notNegative(name, number));
		}
		return numbers;
	}

	/**
	 * An option that is a list, separated by commas.
	 * @param name its name
	 * @param all what may be in it, and what it is where the option is {@code all}
	 * @return the members
	 * @throws IllegalArgumentException if it has another member
	 */
	public Set<String> subset(String name, Set<String> all) {
		if (text(name).equals("all")) {
			return all;
		}
		Set<String> members = new TreeSet<>(Set.of(text(name).split(",")));
		if (!all.containsAll(members)) {
			throw new IllegalArgumentException(
					"--" + name + "=" + text(name) + " must be 'all', or some of " + new TreeSet<>(all));
		}
		return members;
	}

	/**
	 * An option as it is.
	 * @param name its name
	 * @return the text
	 */
	public String text(String name) {
		String value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("No option '" + name + "'");
		}
		return value;
	}

	@Override
	public String toString() {
		return this.values.toString();
	}

}
