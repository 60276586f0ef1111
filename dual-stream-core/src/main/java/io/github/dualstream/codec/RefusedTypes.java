package io.github.dualstream.codec;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;
import tools.jackson.databind.util.Annotations;

/**
 * Rejects objects whose properties are not their content. Without a serializer, Jackson
 * writes an object by its getters, so that the JSON tree of another library becomes
 * {@code {"array":false}}, and an object without getters becomes {@code {}}. A class that
 * shall be written by its getters nevertheless has {@link JsonAutoDetect} or another
 * annotation of Jackson's; a serializer of the application is never replaced.
 */
final class RefusedTypes extends ValueSerializerModifier {

	private static final long serialVersionUID = 1L;

	private static final String PASS_JSON = "; pass JsonData.of(...) with its JSON, or a record";

	/**
	 * Types of other libraries that have a JSON form of their own, by name, since they
	 * need not be on the class path.
	 */
	private static final Set<String> OTHER_FORMATS = Set.of("com.fasterxml.jackson.databind.JsonSerializable",
			"com.google.gson.JsonElement", "jakarta.json.JsonValue", "javax.json.JsonValue",
			"io.vertx.core.json.JsonObject", "io.vertx.core.json.JsonArray", "com.google.protobuf.MessageLite",
			"org.apache.avro.generic.GenericContainer", "org.bson.BsonValue", "kotlinx.serialization.json.JsonElement");

	private static final Map<String, String> PROXIES = Map.of("org.hibernate.proxy.HibernateProxy",
			"; pass a record, or the entity from Hibernate.unproxy", "org.springframework.aop.SpringProxy",
			"; pass a record");

	private static final Set<String> HANDLES = Stream
		.concat(Stream.of(AutoCloseable.class, Future.class, CompletionStage.class, Flow.Publisher.class)
			.map(Class::getName), Stream.of("org.reactivestreams.Publisher"))
		.collect(Collectors.toUnmodifiableSet());

	@Override
	public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier description,
			ValueSerializer<?> serializer) {
		String problem = (serializer instanceof BeanSerializerBase || serializer instanceof UnknownSerializer)
				? problem(description.get(), serializer) : null;
		return (problem != null) ? new RefusingSerializer(description.getBeanClass().getTypeName() + " " + problem)
				: serializer;
	}

	private static @Nullable String problem(BeanDescription description, ValueSerializer<?> serializer) {
		if (isMeantAsData(description.getClassAnnotations())) {
			return null;
		}
		Class<?> type = description.getBeanClass();
		String problem = problemOfAncestors(type);
		if (problem != null) {
			return problem;
		}
		// a record without components is complete
		if (!description.isRecordType() && !serializer.properties().hasNext() && description.findAnyGetter() == null) {
			return "has no properties, neither getters nor public fields; pass a record";
		}
		return hasDynamicContent(type) ? "has content that is read by get(...), not by getters" + PASS_JSON : null;
	}

	private static boolean isMeantAsData(Annotations annotations) {
		return annotations.has(JsonAutoDetect.class) || annotations.has(JsonPropertyOrder.class)
				|| annotations.has(JsonTypeInfo.class) || annotations.has(JsonSerialize.class);
	}

	private static @Nullable String problemOfAncestors(@Nullable Class<?> type) {
		if (type == null) {
			return null;
		}
		String name = type.getName();
		if (OTHER_FORMATS.contains(name)) {
			return "has a JSON form that Jackson 3 does not know" + PASS_JSON;
		}
		if (PROXIES.containsKey(name)) {
			return "is a proxy" + PROXIES.get(name);
		}
		if (HANDLES.contains(name)) {
			return "is no data but a " + type.getSimpleName() + "; pass its result";
		}
		String problem = problemOfAncestors(type.getSuperclass());
		for (Class<?> parent : type.getInterfaces()) {
			problem = (problem != null) ? problem : problemOfAncestors(parent);
		}
		return problem;
	}

	/**
	 * Whether content is read by name or index, as in trees, tuples and rows of any
	 * library.
	 */
	private static boolean hasDynamicContent(Class<?> type) {
		return Stream.of(type.getMethods()).anyMatch(RefusedTypes::isDynamicGetter);
	}

	private static boolean isDynamicGetter(Method method) {
		if (!method.getName().equals("get") || method.getParameterCount() != 1
				|| Modifier.isStatic(method.getModifiers()) || method.getReturnType() == void.class) {
			return false;
		}
		Class<?> key = method.getParameterTypes()[0];
		return key == String.class || key == int.class || key == Object.class;
	}

}
