package io.github.dualstream.benchmarks.run;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;

/**
 * How a contender compares with another one, which did the same in the same round.
 *
 * @param contender name of the contender
 * @param sign of the operation
 * @param base name of the other contender
 * @param operation takes a figure of both
 */
record Comparison(String contender, String sign, String base, DoubleBinaryOperator operation) {

	static Comparison ratio(String contender, String base) {
		return new Comparison(contender, ":", base, (own, other) -> own / other);
	}

	static Comparison difference(String contender, String base) {
		return new Comparison(contender, "-", base, (own, other) -> own - other);
	}

	/** Whether both contenders took part. */
	boolean isPossible(List<Round> rounds) {
		return List.of(this.contender, this.base)
			.stream()
			.allMatch((name) -> rounds.stream().anyMatch((round) -> round.contender().equals(name)));
	}

	/**
	 * Compare a figure within each round.
	 * @param rounds rounds with the same workload
	 * @param figure its name
	 * @return the results, without those that are no numbers
	 */
	DoubleStream of(List<Round> rounds, String figure) {
		return rounds.stream()
			.filter((own) -> own.contender().equals(this.contender) && own.has(figure))
			.flatMapToDouble((own) -> rounds.stream()
				.filter((other) -> other.contender().equals(this.base) && other.has(figure))
				.filter((other) -> other.number() == own.number())
				.mapToDouble((other) -> this.operation.applyAsDouble(own.figures().get(figure),
						other.figures().get(figure))))
			.filter(Double::isFinite);
	}

	@Override
	public String toString() {
		return this.contender + " " + this.sign + " " + this.base;
	}

}
