package io.github.dualstream.consumer.lag;

import java.net.ConnectException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.StartPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LagMonitorTests {

	private static final LagThresholds THRESHOLDS = new LagThresholds(10, 100, Duration.ofMinutes(1),
			Duration.ofMinutes(10));

	@Test
	void whenTheLogCannotBeAskedThenTheInnermostCauseIsTold(CapturedOutput output) {
		ConsumerGroups groups = new UnreachableGroups();
		EventConsumers consumers = new EventConsumers((group) -> new EventConsumer.Builder(groups, group,
				(entry, by, attempts, cause) -> CompletableFuture.completedFuture(entry.position())));
		consumers.group("billing").topic("orders").handler((event) -> {
		});
		LagMonitor monitor = new LagMonitor(consumers, THRESHOLDS, Duration.ofSeconds(1), List.of(), new Threads());
		monitor.run();

		assertThat(monitor.lags()).isEmpty();
		assertThat(output)
			.contains("Could not measure the lag of group 'billing': java.net.ConnectException: refused?by kafka:9092");
	}

	private static final class UnreachableGroups implements ConsumerGroups {

		@Override
		public GroupMember join(String group, Collection<String> topics, StartPosition start,
				AssignmentListener listener) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<List<GroupProgress>> progress(String group, Collection<String> topics) {
			return CompletableFuture.failedFuture(new CompletionException(
					new IllegalStateException("no answer", new ConnectException("refused\nby kafka:9092"))));
		}

		@Override
		public CompletableFuture<Void> forget(String group) {
			throw new UnsupportedOperationException();
		}

	}

}
