package io.github.dualstream.autoconfigure.projection;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.consumer.listener.EventMethods;
import io.github.dualstream.projection.Generation;
import io.github.dualstream.projection.InvalidProjectionException;
import io.github.dualstream.projection.Projection;
import io.github.dualstream.projection.ProjectionDefinition;
import io.github.dualstream.projection.ProjectionHandler;
import io.github.dualstream.projection.Projections;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.validation.Validator;

/**
 * Registers the beans with {@link Projection} once all singletons exist.
 */
final class ProjectionRegistrar implements SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beans;

	private final Projections projections;

	private final TopicRouting routing;

	private final DataReader reader;

	private final @Nullable Validator validator;

	/**
	 * Create the registrar.
	 * @param beans bean factory to search
	 * @param projections registry of the projections
	 * @param routing topics of source types
	 * @param reader reader of the data of events
	 * @param validator validator of payloads with {@code @Valid}; {@code null} if there
	 * is none
	 */
	ProjectionRegistrar(ConfigurableListableBeanFactory beans, Projections projections, TopicRouting routing,
			DataReader reader, @Nullable Validator validator) {
		this.beans = beans;
		this.projections = projections;
		this.routing = routing;
		this.reader = reader;
		this.validator = validator;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : OnProjection.namesOf(this.beans, (projection) -> true)) {
			this.projections.register(definition(this.beans.getBean(name)));
		}
	}

	private ProjectionDefinition definition(Object bean) {
		Class<?> type = AopUtils.getTargetClass(bean);
		Projection projection = Objects
			.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(type, Projection.class));
		String problem = "@Projection " + type.getSimpleName();
		if (projection.inMemory() == (projection.tables().length > 0)) {
			throw new InvalidProjectionException(problem
					+ (projection.inMemory() ? " has tables, and is in memory" : " does not say where its view is"),
					"Name the tables of the view: @Projection(tables = \"...\"), or let it be @Projection(inMemory = true).");
		}
		EventMethods methods = methods(bean, type);
		Set<String> topics = new LinkedHashSet<>(resolve(projection.topics()));
		if (topics.isEmpty()) {
			methods.sourceTypes().forEach((sourceType) -> topics.add(this.routing.topicOf(sourceType)));
		}
		return new ProjectionDefinition(projection.name(), projection.version(),
				topics.isEmpty() ? this.routing.all() : topics, List.of(projection.tables()), methods);
	}

	private EventMethods methods(Object bean, Class<?> type) {
		Map<Method, ProjectionHandler> annotated = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<@Nullable ProjectionHandler>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, ProjectionHandler.class));
		if (annotated.isEmpty()) {
			throw new InvalidProjectionException(
					"@Projection " + type.getSimpleName() + " has no method with @ProjectionHandler",
					"Annotate the methods that handle events.");
		}
		EventMethods methods = new EventMethods(bean, ProjectionHandler.class, Generation.class, this.reader,
				this.validator, this.beans);
		annotated.forEach(
				(method, handler) -> methods.add(method, resolve(handler.sourceTypes()), resolve(handler.types())));
		return methods;
	}

	private List<String> resolve(String[] texts) {
		return Arrays.stream(texts)
			.map((text) -> String.valueOf(this.beans.resolveEmbeddedValue(text)).strip())
			.filter((text) -> !text.isEmpty())
			.toList();
	}

}
