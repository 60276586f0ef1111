package io.github.dualstream.transport.kafka;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KafkaAdministration}.
 */
class KafkaAdministrationTests {

	@Test
	void whenItIsClosedThenNoConnectionIsOpenedThatNobodyCloses() {
		AtomicInteger opened = new AtomicInteger();
		KafkaAdministration administration = new KafkaAdministration(() -> {
			opened.incrementAndGet();
			return mock(Admin.class);
		});
		administration.close();
		assertThatExceptionOfType(KafkaException.class).isThrownBy(administration::admin);
		assertThat(opened).hasValue(0);
	}

}
