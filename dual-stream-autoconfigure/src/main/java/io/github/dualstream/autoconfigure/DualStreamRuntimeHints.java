package io.github.dualstream.autoconfigure;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Runtime hints for properties, whose names {@link KnownProperties} derives from records,
 * and for the scripts that create tables.
 */
final class DualStreamRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		register(hints, DualStreamProperties.class);
		hints.resources()
			.registerPattern("io/github/dualstream/outbox/schema-*.sql")
			.registerPattern("io/github/dualstream/consumer/jdbc/schema-*.sql");
	}

	private void register(RuntimeHints hints, Type type) {
		if (type instanceof ParameterizedType generic) {
			for (Type argument : generic.getActualTypeArguments()) {
				register(hints, argument);
			}
		}
		if (type instanceof Class<?> group && group.isRecord()) {
			hints.reflection().registerType(group, MemberCategory.INVOKE_DECLARED_METHODS);
			for (RecordComponent component : group.getRecordComponents()) {
				register(hints, component.getGenericType());
			}
		}
	}

}
