package io.github.dualstream.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link MachineStalls}: the JVM of the test is stopped as a whole.
 */
@Timeout(60)
class MachineStallsTests {

	private static final Duration STOPPED = Duration.ofMillis(500);

	private final long before = System.nanoTime();

	private final MachineStalls stalls = MachineStalls.watch();

	@AfterEach
	void close() {
		this.stalls.close();
	}

	@Test
	void seesAStallOnceHoweverManyProcessorsStoodStill() throws Exception {
		long from = System.nanoTime();
		stopThisJvm();
		long to = System.nanoTime();
		assertThat(this.stalls.between(from, to)).isBetween(STOPPED.minusMillis(50), Duration.ofNanos(to - from));
	}

	@Test
	void countsOfAStallWhatLiesInTheSpan() throws Exception {
		long from = System.nanoTime();
		stopThisJvm();
		long to = System.nanoTime();
		long middle = from + (to - from) / 2;
		assertThat(this.stalls.between(from, middle).plus(this.stalls.between(middle, to)))
			.isEqualTo(this.stalls.between(from, to));
		assertThat(this.stalls.between(middle, middle + 1_000_000)).isBetween(Duration.ZERO, Duration.ofMillis(1));
		assertThat(this.stalls.between(this.before - TimeUnit.HOURS.toNanos(1), this.before)).isZero();
	}

	@Test
	void aMachineThatRunsHasSpansWithoutStalls() {
		await().until(() -> {
			long from = System.nanoTime();
			return this.stalls.between(from, from + TimeUnit.MILLISECONDS.toNanos(50)).isZero();
		});
	}

	@Test
	void tellsNothingOnceClosed() {
		this.stalls.close();
		assertThatIllegalStateException().isThrownBy(() -> this.stalls.between(0, Long.MAX_VALUE))
			.withMessageContaining("close()");
	}

	@Test
	void whoWaitsForATimeAheadIsToldWhenItIsClosed() {
		FutureTask<Duration> question = new FutureTask<>(() -> this.stalls.between(0, Long.MAX_VALUE));
		Thread waiting = new Thread(question);
		waiting.start();
		await().until(() -> waiting.getState() == Thread.State.WAITING);
		this.stalls.close();
		assertThat(question).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(IllegalStateException.class);
	}

	private static void stopThisJvm() throws IOException, InterruptedException {
		String script = "kill -STOP $0; sleep 0.%d; kill -CONT $0".formatted(STOPPED.toMillis());
		new ProcessBuilder("sh", "-c", script, Long.toString(ProcessHandle.current().pid())).start().waitFor();
	}

}
