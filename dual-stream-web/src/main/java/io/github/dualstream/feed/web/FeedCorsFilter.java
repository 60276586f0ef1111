package io.github.dualstream.feed.web;

import java.util.List;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Filter that applies Spring's CORS support to the endpoints only. It is a filter because
 * a preflight request has no credentials and must be answered before authentication. The
 * paths of the endpoints come from Spring MVC, including prefixes that the application
 * adds to its controllers.
 */
public final class FeedCorsFilter extends CorsFilter {

	private final Supplier<List<PathPattern>> patterns;

	/**
	 * Create the filter.
	 * @param origins allowed origins
	 * @param mappings supplier of the application's handler mappings, called at the first
	 * cross-origin request
	 */
	public FeedCorsFilter(Origins origins, Supplier<List<RequestMappingHandlerMapping>> mappings) {
		super((request) -> origins.configuration());
		this.patterns = SingletonSupplier.of(() -> mappings.get()
			.stream()
			.flatMap((mapping) -> mapping.getHandlerMethods().entrySet().stream())
			.filter((entry) -> FeedEndpoint.class.isAssignableFrom(entry.getValue().getBeanType()))
			.flatMap((entry) -> patternsOf(entry.getKey()).stream())
			.toList());
	}

	private static List<PathPattern> patternsOf(RequestMappingInfo mapping) {
		return (mapping.getPathPatternsCondition() != null)
				? List.copyOf(mapping.getPathPatternsCondition().getPatterns())
				: mapping.getPatternValues().stream().map(PathPatternParser.defaultInstance::parse).toList();
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !CorsUtils.isCorsRequest(request) || !isForEndpoint(request);
	}

	private boolean isForEndpoint(HttpServletRequest request) {
		RequestPath former = ServletRequestPathUtils.hasParsedRequestPath(request)
				? ServletRequestPathUtils.getParsedRequestPath(request) : null;
		try {
			PathContainer path = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
			return this.patterns.get().stream().anyMatch((pattern) -> pattern.matches(path));
		}
		finally {
			ServletRequestPathUtils.setParsedRequestPath(former, request);
		}
	}

}
