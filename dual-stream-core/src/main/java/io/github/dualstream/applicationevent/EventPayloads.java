package io.github.dualstream.applicationevent;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.DualStreamEvent;
import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.Expression;
import org.springframework.expression.ExpressionException;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;
import org.springframework.util.StringUtils;

/**
 * Payload classes with {@link DualStreamEvent}, and the events of their instances.
 * Thread-safe.
 */
public final class EventPayloads {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private static final TemplateParserContext TEMPLATE = new TemplateParserContext();

	private static final SimpleEvaluationContext CONTEXT = SimpleEvaluationContext.forReadOnlyDataBinding()
		.withInstanceMethods()
		.build();

	private final Map<Class<?>, Optional<EventPayload>> known = new ConcurrentHashMap<>();

	/**
	 * Create the payloads.
	 */
	public EventPayloads() {
	}

	/**
	 * Find the annotation of a class.
	 * @param type class of a payload
	 * @return the annotation of the class or of its closest superclass or interface that
	 * has one; {@code null} if there is none
	 */
	public static @Nullable DualStreamEvent annotationOf(Class<?> type) {
		return AnnotatedElementUtils.findMergedAnnotation(type, DualStreamEvent.class);
	}

	/**
	 * Create the event of a payload.
	 * @param payload object that the application has published
	 * @return a new event with the payload as its data; empty if the class of the payload
	 * has no annotation
	 * @throws RejectedException if the annotation or the payload makes no valid event
	 */
	public Optional<Event> eventOf(Object payload) {
		return this.known.computeIfAbsent(payload.getClass(), EventPayload::of).map((known) -> known.event(payload));
	}

	/**
	 * Annotated class.
	 *
	 * @param annotation the annotation
	 * @param sourceId expression for the id of the source
	 */
	private record EventPayload(DualStreamEvent annotation, Expression sourceId) {

		static Optional<EventPayload> of(Class<?> type) {
			DualStreamEvent annotation = annotationOf(type);
			return (annotation != null)
					? Optional.of(new EventPayload(annotation, expression(type, annotation.sourceId())))
					: Optional.empty();
		}

		private static Expression expression(Class<?> type, String text) {
			try {
				return text.contains(TEMPLATE.getExpressionPrefix()) ? PARSER.parseExpression(text, TEMPLATE)
						: PARSER.parseExpression(text);
			}
			catch (ExpressionException | IllegalStateException ex) {
				throw new RejectedException("sourceId", "has an expression that is not valid, @DualStreamEvent(sourceId"
						+ " = \"" + text + "\") of " + type.getName() + ": " + ex.getMessage(), ex);
			}
		}

		Event event(Object payload) {
			return Event.builder()
				.type(this.annotation.type())
				.source(this.annotation.sourceType(), sourceIdOf(payload))
				.version(StringUtils.hasText(this.annotation.version()) ? this.annotation.version() : null)
				.data(payload)
				.build();
		}

		private String sourceIdOf(Object payload) {
			Object id;
			try {
				id = this.sourceId.getValue(CONTEXT, payload);
			}
			catch (ExpressionException ex) {
				throw new RejectedException("sourceId", "cannot be read from " + payload.getClass().getName()
						+ " by @DualStreamEvent(sourceId = \"" + this.annotation.sourceId() + "\"): " + ex.getMessage(),
						ex);
			}
			if (id == null) {
				throw new RejectedException("sourceId",
						"is null, as '" + this.annotation.sourceId() + "' of " + payload.getClass().getName() + " is");
			}
			return id.toString();
		}

	}

}
