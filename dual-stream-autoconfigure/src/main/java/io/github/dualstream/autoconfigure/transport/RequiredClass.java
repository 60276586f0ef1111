package io.github.dualstream.autoconfigure.transport;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Class without which an engine cannot be used.
 *
 * @param name name of the class
 * @param dependency dependency that brings it, as group and artifact
 */
record RequiredClass(String name, String dependency) {

	boolean isPresent(@Nullable ClassLoader classLoader) {
		return ClassUtils.isPresent(this.name, classLoader);
	}

}
