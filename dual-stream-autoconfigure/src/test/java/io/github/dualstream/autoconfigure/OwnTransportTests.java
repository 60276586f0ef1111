package io.github.dualstream.autoconfigure;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application without Kafka and Redis, which brings a log and a bus of its own.
 */
class OwnTransportTests {

	private static final Pattern KAFKA_AND_REDIS = Pattern.compile(".*(kafka|redis|lettuce|jedis)[^/]*\\.jar");

	/** A class loader of its own: filters of Spring's do not reach linked classes. */
	@Test
	void whenKafkaAndRedisAreNotOnTheClassPathThenAnOwnLogAndBusAreUsed() throws Exception {
		URL[] classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !KAFKA_AND_REDIS.matcher(entry).matches())
			.map(OwnTransportTests::url)
			.toArray(URL[]::new);
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(loader);
			assertThat(loader.loadClass(OwnTransportApplication.class.getName()).getMethod("run").invoke(null))
				.isEqualTo("orders:0:7 notified");
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static URL url(String entry) {
		try {
			return new File(entry).toURI().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
