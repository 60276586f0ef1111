package io.github.dualstream.benchmarks.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Measured figures by their names, which tell the unit.
 */
public final class Figures {

	@JsonValue
	private final Map<String, Double> values = new LinkedHashMap<>();

	/**
	 * Add a figure.
	 * @param name its name, with the unit
	 * @param value its value
	 * @return these figures
	 */
	public Figures with(String name, Number value) {
		this.values.put(name, value.doubleValue());
		return this;
	}

	/**
	 * A figure.
	 * @param name its name
	 * @return its value
	 * @throws IllegalArgumentException if it was not measured
	 */
	public double get(String name) {
		Double value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("No figure '" + name + "': there are " + this.values.keySet());
		}
		return value;
	}

	Set<String> names() {
		return this.values.keySet();
	}

	@Override
	public String toString() {
		return this.values.entrySet()
			.stream()
			.map((figure) -> figure.getKey() + " " + Spread.number(figure.getValue()))
			.collect(Collectors.joining(", "));
	}

}
