package io.github.dualstream.benchmarks.micro;

import java.util.concurrent.TimeUnit;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.contract.ContractCheck;
import io.github.dualstream.contract.Contracts;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the check of an event against its contract costs: six properties, one of them a
 * list with a pattern.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ContractValidation {

	private final JsonMapper mapper = new JsonMapper();

	private final Orders orders = new Orders(this.mapper);

	private final ContractCheck check = new ContractCheck(Contracts.load((ClassLoader) null), true, (type, outcome) -> {
	});

	private int number;

	/** The floor: the data as a tree, which a validator needs. */
	@Benchmark
	public JsonNode tree() {
		return this.mapper.readTree(this.orders.json(next()));
	}

	/** The event alone. */
	@Benchmark
	public EncodedEvent event() {
		int number = next();
		return new EncodedEvent(this.orders.event(number), this.orders.json(number));
	}

	/** The event, and its check. */
	@Benchmark
	public EncodedEvent checkedEvent() {
		return this.check.check(event());
	}

	private int next() {
		this.number = (this.number + 1) % Orders.SOURCES;
		return this.number;
	}

}
