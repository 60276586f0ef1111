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
 * Spring's CORS for the endpoints, and for nothing else. A filter, since a preflight has
 * no credentials: it is answered before anything asks for them. Where the endpoints are
 * is what Spring MVC says, so that prefixes that the application gives its controllers
 * count.
 */
public final class FeedCorsFilter extends CorsFilter {

	private final Supplier<List<PathPattern>> patterns;

	/**
	 * Create the filter.
	 * @param origins sites that may use the endpoints
	 * @param mappings handler mappings of the application, asked for at the first request
	 * from another site
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
