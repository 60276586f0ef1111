package io.github.dualstream.feed.web;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Hints for the JSON of the web endpoints.
 */
public final class FeedRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		Type[] types = FeedJson.types();
		new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), types);
		new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), SocketRequest.class);
	}

}
