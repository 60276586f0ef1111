package io.github.dualstream.autoconfigure.actuator;

import java.security.Principal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Endpoint that shows the status of all parts, and executes their operations. Read-only,
 * unless {@code management.endpoint.dualstream.access} is {@code unrestricted}.
 */
@Endpoint(id = "dualstream", defaultAccess = Access.READ_ONLY)
final class DualStreamEndpoint {

	private static final Logger logger = LoggerFactory.getLogger(DualStreamEndpoint.class);

	private final Map<String, StatusContributor> parts = new LinkedHashMap<>();

	/**
	 * Create the endpoint.
	 * @param contributors contributors of its parts, in display order
	 */
	DualStreamEndpoint(Collection<StatusContributor> contributors) {
		contributors.forEach((contributor) -> this.parts.put(contributor.name(), contributor));
	}

	/**
	 * Status of all parts.
	 * @return the status by name of the part
	 */
	@ReadOperation
	public Map<String, Object> all() {
		Map<String, Object> all = new LinkedHashMap<>();
		this.parts.forEach((name, part) -> all.put(name, readStatus(part, StatusContributor::summary)));
		return all;
	}

	/**
	 * Status of one part.
	 * @param part name of the part
	 * @return its status; {@code null} if there is no such part
	 */
	@ReadOperation
	public @Nullable Object one(@Selector String part) {
		StatusContributor contributor = this.parts.get(part);
		return (contributor != null) ? readStatus(contributor, StatusContributor::status) : null;
	}

	private static Object readStatus(StatusContributor part, Function<StatusContributor, Object> reader) {
		try {
			return reader.apply(part);
		}
		catch (RuntimeException ex) {
			logger.debug("Failed to read the status of '{}'", part.name(), ex);
			return Map.of("error", PrintableText.ofInnermostCause(ex));
		}
	}

	/**
	 * Execute an operation of a part.
	 * @param part name of the part
	 * @param operation name of the operation
	 * @param argument argument of the operation
	 * @param security caller of the operation
	 * @return the result of the operation
	 * @throws InvalidEndpointRequestException if the part has no such operation, or the
	 * operation rejects the argument
	 */
	@WriteOperation
	public Object operate(@Selector String part, @Selector String operation, @Nullable String argument,
			SecurityContext security) {
		String unknown = unknown(part, operation);
		StatusOperation run = (unknown == null) ? operations(part).get(operation) : null;
		if (run == null) {
			throw Refusals.refused(String.valueOf(unknown));
		}
		Refusals.requireShort("argument", argument);
		Principal principal = security.getPrincipal();
		logger.info("'{}' of '{}' is called by {}, argument: {}", operation, part,
				(principal != null) ? PrintableText.of(principal.getName()) : "somebody anonymous",
				(argument != null) ? PrintableText.of(argument) : "none");
		try {
			return run.run(argument);
		}
		catch (IllegalArgumentException ex) {
			throw Refusals
				.refused("'argument' of '" + operation + "' of '" + part + "': " + PrintableText.of(ex.getMessage()));
		}
	}

	/** Reason why there is no such operation; {@code null} if there is. */
	@Nullable String unknown(String part, String operation) {
		if (!this.parts.containsKey(part)) {
			return "There is no such part; there are " + this.parts.keySet();
		}
		Set<String> operations = new TreeSet<>(operations(part).keySet());
		return operations.contains(operation) ? null
				: "There is no such operation of '" + part + "'; there are " + operations;
	}

	private Map<String, StatusOperation> operations(String part) {
		StatusContributor contributor = this.parts.get(part);
		return (contributor != null) ? contributor.operations() : Map.of();
	}

}
