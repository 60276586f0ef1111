package io.github.dualstream.consumer.listener;

import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.dualstream.Event;
import io.github.dualstream.codec.DataSerializers;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.consumer.HandlerSettings;
import io.github.dualstream.consumer.RateLimit;
import io.github.dualstream.consumer.RetryPolicy;
import io.github.dualstream.consumer.UnreadableDataException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerTests {

	private static final HandlerSettings GROUP = new HandlerSettings("group",
			RetryPolicy.ofDefaults().withMaxAttempts(7), RateLimit.of(1));

	@Test
	void anAttributeThatIsNotSpecifiedIsThatOfTheGroup() {
		HandlerSettings settings = listener("", "", "", List.of(), "").settings(GROUP);
		assertThat(settings.name()).isEqualTo("ListenerTests.on(Event)");
		assertThat(settings.retry()).isEqualTo(GROUP.retry());
		assertThat(settings.rateLimit()).isSameAs(GROUP.rateLimit());
	}

	@Test
	void anAttributePrecedesThatOfTheGroupAndFatalExceptionsAreAdded() {
		HandlerSettings settings = listener("2", "10ms", "1s", List.of(IOException.class), "50").settings(GROUP);
		assertThat(settings.retry()).isEqualTo(new RetryPolicy(2, Duration.ofMillis(10), Duration.ofSeconds(1),
				List.of(UnreadableDataException.class, IOException.class)));
		assertThat(settings.rateLimit()).isNotNull().isNotSameAs(GROUP.rateLimit());
	}

	private Listener listener(String maxAttempts, String initialDelay, String maxDelay,
			List<Class<? extends Throwable>> fatal, String rateLimit) {
		Method method = ReflectionUtils.findMethod(ListenerTests.class, "on", Event.class);
		return new Listener("", "group", false, Set.of("topic"), "", "", "", List.of(), maxAttempts, initialDelay,
				maxDelay, fatal, rateLimit,
				new ListenerMethod(this, method, new EventFilter(Set.of(), List.of()),
						new Arguments(new DataReader(JsonMapper.shared(), new DataSerializers(List.of())), null,
								new DefaultListableBeanFactory())));
	}

	void on(Event event) {
	}

}
