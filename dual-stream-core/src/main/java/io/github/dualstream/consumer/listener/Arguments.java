package io.github.dualstream.consumer.listener;

import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.cloudevents.CloudEvent;
import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.codec.CloudEventMapping;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.consumer.UnreadableDataException;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.HeaderMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.HeadersMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.ClassUtils;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

/**
 * Arguments of listener methods. Those without an annotation come directly from the
 * event; the others from the resolvers of Spring Messaging, which need a message.
 */
final class Arguments {

	/** The SDK of CloudEvents is optional. */
	private static final boolean CLOUD_EVENTS = ClassUtils.isPresent("io.cloudevents.core.builder.CloudEventBuilder",
			Arguments.class.getClassLoader());

	private final EventData data;

	private final @Nullable Validator validator;

	private final List<HandlerMethodArgumentResolver> resolvers;

	/**
	 * Create the arguments.
	 * @param reader reader of the data of events
	 * @param validator validator of payloads; {@code null} if there is none
	 * @param beans bean factory that resolves the attributes of annotations
	 */
	Arguments(DataReader reader, @Nullable Validator validator, ConfigurableBeanFactory beans) {
		this.data = new EventData(reader);
		this.validator = validator;
		ConversionService conversion = (beans.getConversionService() != null) ? beans.getConversionService()
				: new DefaultFormattingConversionService();
		this.resolvers = List.of(new HeaderMethodArgumentResolver(conversion, beans),
				new HeadersMethodArgumentResolver(), new MessageMethodArgumentResolver(this.data),
				(validator != null) ? new PayloadMethodArgumentResolver(this.data, validator)
						: new PayloadMethodArgumentResolver(this.data));
	}

	/** Create the argument for a parameter. */
	Argument of(MethodParameter parameter) {
		if (!isResolved(parameter)) {
			return of(parameter.getGenericParameterType());
		}
		HandlerMethodArgumentResolver resolver = this.resolvers.stream()
			.filter((each) -> each.supportsParameter(parameter))
			.findFirst()
			.orElseThrow();
		return (event) -> resolve(resolver, parameter, event);
	}

	/** Create the argument for a type, without annotations. */
	Argument of(Type type) {
		if (type == StoredEvent.class) {
			return (event) -> event;
		}
		if (type == Event.class) {
			return StoredEvent::event;
		}
		if (type == Position.class) {
			return StoredEvent::position;
		}
		if (type == JsonData.class || type == BinaryData.class) {
			return (event) -> asItIs(event.event(), (Class<?>) type);
		}
		if (CLOUD_EVENTS && type == CloudEvent.class) {
			return (event) -> CloudEventMapping.toCloudEvent(event.event());
		}
		return this.data.as(type);
	}

	private static @Nullable Object asItIs(Event event, Class<?> type) {
		if (event.isTombstone() || type.isInstance(event.data())) {
			return event.isTombstone() ? null : event.data();
		}
		throw new UnreadableDataException("The data of " + event + " is " + event.data().getClass().getSimpleName()
				+ " of content type '" + event.contentType() + "', not " + type.getSimpleName(), null);
	}

	private static @Nullable Object resolve(HandlerMethodArgumentResolver resolver, MethodParameter parameter,
			StoredEvent event) {
		try {
			return resolver.resolveArgument(parameter, new EventMessage(event));
		}
		catch (MethodArgumentNotValidException ex) {
			throw new UnreadableDataException(
					"The data of " + event.event() + " is not valid: " + describe(ex.getBindingResult()), ex);
		}
		catch (MessagingException | ConversionException ex) {
			throw new UnreadableDataException(
					describe(parameter) + " cannot be resolved from " + event.event() + ": " + ex.getMessage(), ex);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(describe(parameter) + " could not be resolved", ex);
		}
	}

	private static String describe(MethodParameter parameter) {
		return "Parameter " + parameter.getParameterIndex() + " of " + parameter.getDeclaringClass().getSimpleName()
				+ "." + parameter.getExecutable().getName() + "()";
	}

	/** Describe the errors without the rejected values, which may be confidential. */
	private static String describe(@Nullable BindingResult result) {
		return (result == null) ? "no details"
				: result.getFieldErrors()
					.stream()
					.map((error) -> error.getField() + " " + error.getDefaultMessage())
					.sorted()
					.collect(Collectors.joining(", "));
	}

	private static boolean isResolved(MethodParameter parameter) {
		return isOfMessage(parameter) || parameter.hasParameterAnnotation(Payload.class) || isValidated(parameter);
	}

	private static boolean isOfMessage(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(Header.class) || parameter.hasParameterAnnotation(Headers.class)
				|| Message.class.isAssignableFrom(parameter.getParameterType())
				|| MessageHeaders.class.isAssignableFrom(parameter.getParameterType());
	}

	private static boolean isValidated(MethodParameter parameter) {
		return Arrays.stream(parameter.getParameterAnnotations()).anyMatch(Arguments::validates);
	}

	private static boolean validates(Annotation annotation) {
		return ValidationAnnotationUtils.determineValidationHints(annotation) != null;
	}

	/** Whether a parameter is to be validated, and nothing can. */
	boolean lacksValidator(MethodParameter parameter) {
		return this.validator == null && isValidated(parameter);
	}

	/**
	 * Type of the data that a parameter takes.
	 * @return the type; {@code null} if the parameter does not depend on the type of the
	 * event
	 */
	static @Nullable Type dataType(MethodParameter parameter) {
		Type type = EventData.dataType(parameter);
		boolean message = Message.class.isAssignableFrom(parameter.getParameterType());
		boolean any = isOfMessage(parameter) && (!message || !isClassOfData(type));
		return (any || !isData(type)) ? null : type;
	}

	/** Whether the payload of a message is more than the data as they are. */
	private static boolean isClassOfData(Type type) {
		return type instanceof Class<?> payload ? payload != Object.class && payload != Message.class
				: type instanceof ParameterizedType;
	}

	/** Whether it depends on the type of the event. */
	static boolean isData(Type type) {
		return type != StoredEvent.class && type != Event.class && type != Position.class && type != JsonData.class
				&& type != BinaryData.class && !(CLOUD_EVENTS && type == CloudEvent.class);
	}

}
