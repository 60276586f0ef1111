package io.github.dualstream.aggregate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Methods with {@link Upcaster}. Thread-safe if the methods are.
 */
public final class Upcasters {

	/** No upcasters. */
	public static final Upcasters NONE = of(List.of());

	/** By event type and version of the data. */
	private final Map<String, Map<String, Step>> steps = new HashMap<>();

	private Upcasters() {
	}

	/**
	 * Find the methods of beans.
	 * @param beans objects with methods with {@link Upcaster}
	 * @return the upcasters
	 * @throws InvalidAggregateException if a method is not valid, or there is a loop
	 */
	public static Upcasters of(Collection<?> beans) {
		Upcasters upcasters = new Upcasters();
		for (Object bean : beans) {
			MethodIntrospector
				.selectMethods(AopUtils.getTargetClass(bean),
						(MethodIntrospector.MetadataLookup<@Nullable Upcaster>) (method) -> AnnotatedElementUtils
							.findMergedAnnotation(method, Upcaster.class))
				.forEach((method, annotation) -> upcasters.add(bean, method, annotation));
		}
		upcasters.steps.forEach(Upcasters::refuseLoop);
		return upcasters;
	}

	private void add(Object bean, Method method, Upcaster annotation) {
		Step step = new Step(annotation.to(), bean, AopUtils.selectInvocableMethod(method, bean.getClass()));
		if (method.getParameterCount() != 1 || !JsonNode.class.isAssignableFrom(method.getParameterTypes()[0])
				|| !JsonNode.class.isAssignableFrom(method.getReturnType())) {
			throw new InvalidAggregateException("@Upcaster " + step + " does not convert a JSON tree",
					"Let it take and return a JsonNode or ObjectNode.");
		}
		ReflectionUtils.makeAccessible(step.method());
		Step other = this.steps.computeIfAbsent(annotation.type(), (type) -> new HashMap<>())
			.putIfAbsent(annotation.from(), step);
		if (other != null) {
			throw new InvalidAggregateException("@Upcaster " + step + " and " + other + " both convert version "
					+ annotation.from() + " of '" + annotation.type() + "'", "Leave one of them.");
		}
	}

	private static void refuseLoop(String type, Map<String, Step> steps) {
		for (String from : steps.keySet()) {
			Set<String> seen = new LinkedHashSet<>();
			String version = from;
			for (Step step = steps.get(version); step != null; step = steps.get(version)) {
				if (!seen.add(version)) {
					throw new InvalidAggregateException("Upcasters of '" + type + "' form a loop: " + seen,
							"Let each @Upcaster lead to a later version.");
				}
				version = step.to();
			}
		}
	}

	/**
	 * Check that every chain ends with the version that the application reads.
	 */
	void requireLeadTo(PayloadType type) {
		Map<String, Step> chain = this.steps.getOrDefault(type.name(), Map.of());
		for (Step step : chain.values()) {
			if (!chain.containsKey(step.to()) && !step.to().equals(type.version())) {
				throw new InvalidAggregateException(
						"@Upcaster " + step + " leads to version " + step.to() + " of '" + type.name() + "', but "
								+ type.javaClass().getName() + " represents version " + type.version(),
						"Add the missing @Upcaster, or correct @EventType(version = \"...\").");
			}
		}
	}

	/**
	 * Convert data to a version.
	 * @param type event type with the version
	 * @param from version of the data
	 * @param data data as a JSON tree
	 * @return the converted data
	 * @throws IllegalStateException if that is not possible; the message follows the name
	 * of the event
	 */
	JsonNode upcast(PayloadType type, String from, JsonNode data) {
		Map<String, Step> chain = this.steps.getOrDefault(type.name(), Map.of());
		JsonNode upcast = data;
		String version = from;
		while (!version.equals(type.version())) {
			Step step = chain.get(version);
			if (step == null) {
				throw new IllegalStateException("has version " + version + ", and there is no @Upcaster from it to "
						+ "version " + type.version() + ", which " + type.javaClass().getName() + " represents");
			}
			upcast = step.convert(upcast);
			version = step.to();
		}
		return upcast;
	}

	private record Step(String to, Object bean, Method method) {

		JsonNode convert(JsonNode data) {
			if (!this.method.getParameterTypes()[0].isInstance(data)) {
				throw new IllegalStateException(
						"is a JSON " + data.getNodeType() + ", which @Upcaster " + this + " does not take");
			}
			try {
				JsonNode converted = (JsonNode) this.method.invoke(this.bean, data);
				if (converted == null) {
					throw new IllegalStateException("was converted to null by @Upcaster " + this);
				}
				return converted;
			}
			catch (InvocationTargetException ex) {
				throw new IllegalStateException(
						"could not be converted by @Upcaster " + this + ": " + ex.getTargetException(),
						ex.getTargetException());
			}
			catch (IllegalAccessException ex) {
				throw new IllegalStateException(
						"could not be converted by @Upcaster " + this + ", which is not accessible", ex);
			}
		}

		@Override
		public String toString() {
			return this.method.getDeclaringClass().getSimpleName() + "." + this.method.getName() + "()";
		}

	}

}
