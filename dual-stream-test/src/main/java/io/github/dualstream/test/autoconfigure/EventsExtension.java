package io.github.dualstream.test.autoconfigure;

import java.lang.reflect.Method;
import java.util.Set;

import io.github.dualstream.test.events.EventScenario;
import io.github.dualstream.test.events.PublishedEvents;
import io.github.dualstream.test.events.StreamFailures;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.util.Assert;

/**
 * Passes {@link PublishedEvents}, {@link EventScenario} and {@link StreamFailures} to
 * test methods. Events count from the beginning of each test, what its
 * {@code @BeforeEach} methods publish included. Failures end with the test.
 */
final class EventsExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(EventsExtension.class);

	private static final Set<Class<?>> TYPES = Set.of(PublishedEvents.class, EventScenario.class, StreamFailures.class);

	@Override
	public void beforeEach(ExtensionContext context) {
		ApplicationContext application = SpringExtension.getApplicationContext(context);
		context.getStore(NAMESPACE).put(PublishedEvents.class, PublishedEvents.of(application));
	}

	@Override
	public void afterEach(ExtensionContext context) {
		StreamFailures.of(SpringExtension.getApplicationContext(context)).end();
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return TYPES.contains(parameter.getParameter().getType())
				&& parameter.getDeclaringExecutable() instanceof Method;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		if (type == EventScenario.class) {
			return EventScenario.of(SpringExtension.getApplicationContext(context));
		}
		if (type == StreamFailures.class) {
			return StreamFailures.of(SpringExtension.getApplicationContext(context));
		}
		PublishedEvents events = context.getStore(NAMESPACE).get(PublishedEvents.class, PublishedEvents.class);
		Assert.state(events != null, "PublishedEvents are there for each test, not for all tests of a class");
		return events;
	}

}
