package io.github.dualstream.autoconfigure.transport;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NotificationBus;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Check of the engines before any of them is created: the startup fails if the libraries
 * of a chosen one are missing, if there is none for the log that needs no choice, or if
 * one is configured that would not be used without a choice. A bean of the application is
 * a choice, too.
 */
final class TransportChoiceCheck implements BeanFactoryPostProcessor {

	private static final String LOG = "dual-stream.transport.log";

	private static final String BUS = "dual-stream.transport.bus";

	private final Environment environment;

	TransportChoiceCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		ClassLoader classLoader = beanFactory.getBeanClassLoader();
		boolean ownLog = hasOwn(beanFactory, EventLog.class, "dualStreamEventLog");
		boolean ownBus = hasOwn(beanFactory, NotificationBus.class, "dualStreamNotificationBus");
		Engine log = ownLog ? null : engine(LOG, LogEngine.values(), classLoader);
		Engine bus = ownBus ? null : engine(BUS, BusEngine.values(), classLoader);
		if (!ownLog && log == null) {
			throw noLog(classLoader);
		}
		boolean logIsOpen = !ownLog && !this.environment.containsProperty(LOG);
		boolean isOff = bus == BusEngine.REDIS
				&& !this.environment.getProperty("dual-stream.redis.enabled", Boolean.class, true);
		boolean busIsOpen = !ownBus && !isOff && !this.environment.containsProperty(BUS);
		if (logIsOpen && log != LogEngine.REDIS_STREAMS) {
			requireUsed(LOG, "redis-streams", "dual-stream.redis-streams", LogEngine.REDIS_STREAMS, log, classLoader);
		}
		if ((logIsOpen || busIsOpen) && log != LogEngine.NATS && bus != BusEngine.NATS) {
			requireUsed(logIsOpen ? LOG : BUS, "nats", "dual-stream.nats", LogEngine.NATS, logIsOpen ? log : bus,
					classLoader);
		}
	}

	private static boolean hasOwn(ConfigurableListableBeanFactory beanFactory, Class<?> type, String ours) {
		return Arrays.stream(beanFactory.getBeanNamesForType(type, true, false)).anyMatch((name) -> !name.equals(ours));
	}

	/** Engine that is used: the chosen one, or the first that needs no choice. */
	private @Nullable Engine engine(String property, Engine[] engines, @Nullable ClassLoader classLoader) {
		String chosen = this.environment.getProperty(property);
		if (chosen == null) {
			return Arrays.stream(engines)
				.filter((engine) -> engine.isByDefault() && engine.isPresent(classLoader))
				.findFirst()
				.orElse(null);
		}
		Engine engine = Arrays.stream(engines)
			.filter((each) -> each.text().equalsIgnoreCase(chosen))
			.findFirst()
			.orElseThrow(() -> new InvalidPropertyException(property, chosen, "is no engine",
					"Set it to one of " + texts(Arrays.asList(engines), ", ") + "."));
		engine.required()
			.stream()
			.filter((required) -> !required.isPresent(classLoader))
			.findFirst()
			.ifPresent((missing) -> {
				throw new InvalidPropertyException(property, chosen,
						"requires a library that is not on the class path (" + missing.name() + ")",
						"Add the dependency " + missing.dependency() + ".");
			});
		return engine;
	}

	private static InvalidPropertyException noLog(@Nullable ClassLoader classLoader) {
		List<LogEngine> present = Arrays.stream(LogEngine.values())
			.filter((engine) -> engine.isPresent(classLoader))
			.toList();
		return new InvalidPropertyException(LOG, null,
				"is not set, and neither Kafka nor NATS, which need no choice, is on the class path",
				present.isEmpty() ? "Add a starter such as io.github.dualstream:dual-stream-starter."
						: "Set it to '" + texts(present, "' or '") + "'.");
	}

	/** What is configured below a prefix, and used for nothing, was meant to be used. */
	private void requireUsed(String property, String text, String prefix, Engine configured, @Nullable Engine used,
			@Nullable ClassLoader classLoader) {
		boolean isConfigured = Binder.get(this.environment)
			.bind(prefix, Bindable.mapOf(String.class, Object.class))
			.map((values) -> !values.isEmpty())
			.orElse(false);
		if (isConfigured && configured.isPresent(classLoader)) {
			throw new InvalidPropertyException(property, null,
					"is not set, and '" + prefix + "' configures an engine that is used for nothing"
							+ ((used != null) ? ", since " + used.text() + " is on the class path, too" : ""),
					"Set it to '" + text + "'" + ((used != null) ? " or '" + used.text() + "'." : "."));
		}
	}

	private static String texts(List<? extends Engine> engines, String delimiter) {
		return engines.stream().map(Engine::text).collect(Collectors.joining(delimiter));
	}

}
