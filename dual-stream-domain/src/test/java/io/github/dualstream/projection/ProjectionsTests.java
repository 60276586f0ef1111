package io.github.dualstream.projection;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import io.github.dualstream.codec.DataSerializers;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.consumer.listener.EventMethods;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Projections} with a database and a log that hang.
 */
class ProjectionsTests {

	private final CountDownLatch answering = new CountDownLatch(1);

	private final ProjectionStore store = mock(ProjectionStore.class);

	private final LogReader log = mock(LogReader.class);

	/** Longer than the interval between two looks. */
	private final Projections projections = new Projections(this.store, () -> this.log, 10, new Threads(),
			Duration.ofSeconds(3));

	@BeforeEach
	void register() {
		this.projections.register(new ProjectionDefinition("totals", 1, Set.of("orders"), List.of("total"),
				new EventMethods(this, ProjectionHandler.class, Generation.class,
						new DataReader(new JsonMapper(), new DataSerializers(List.of())), null,
						new DefaultListableBeanFactory())));
	}

	@AfterEach
	void stop() {
		this.answering.countDown();
		this.projections.stop();
	}

	@Test
	void whileTheDatabaseHangsThenTheLastStatusIsKnownAtOnceAndSaysSo() {
		given(this.store.start("totals", 1)).willAnswer((call) -> {
			this.answering.await();
			return new ProjectionState(Role.NONE, 0, Role.NONE, 0, true);
		});
		this.projections.start();
		assertThat(this.projections.lastStatus("totals")).satisfies((status) -> {
			assertThat(status.active()).isNull();
			assertThat(status.paused()).isFalse();
		});
		await().until(() -> this.projections.lastStatus("totals").silent());
		this.answering.countDown();
		await().until(() -> !this.projections.lastStatus("totals").silent());
		assertThat(this.projections.lastStatus("totals").paused()).isTrue();
	}

	@Test
	void whileTheLogHangsThenTheLastStatusSaysSo() {
		given(this.store.start("totals", 1)).willReturn(new ProjectionState(1, 1, Role.NONE, 0, false));
		given(this.log.partitionsOf("orders")).willAnswer((call) -> {
			this.answering.await();
			return 0;
		});
		this.projections.start();
		await().until(() -> this.projections.lastStatus("totals").silent());
		assertThat(this.projections.lastStatus("totals").viewVersion()).isEqualTo(1);
		this.answering.countDown();
		await().until(() -> !this.projections.lastStatus("totals").silent());
		assertThat(this.projections.lastStatus("totals").active()).isNotNull();
	}

}
