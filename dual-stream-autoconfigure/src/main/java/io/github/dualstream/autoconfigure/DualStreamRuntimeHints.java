package io.github.dualstream.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Runtime hints for {@link KnownProperties}.
 */
final class DualStreamRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern(KnownProperties.METADATA);
		for (Class<?> group : KnownProperties.load(classLoader).groups()) {
			hints.reflection().registerType(group, MemberCategory.INVOKE_DECLARED_METHODS);
		}
	}

}
