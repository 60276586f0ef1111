package io.github.dualstream.contract;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks events against the contracts of their types. An event without a version is
 * checked against the newest one. An event that satisfies its contract carries the URI of
 * the schema; an event whose type has no contract passes as it is, and so does a
 * tombstone.
 */
public final class ContractCheck implements EventCheck {

	private static final Logger logger = LoggerFactory.getLogger(ContractCheck.class);

	private final Contracts contracts;

	private final boolean rejecting;

	private final ContractListener listener;

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	/**
	 * Create the check.
	 * @param contracts contracts of all types
	 * @param rejecting whether to reject events that violate their contract, or to log
	 * them
	 * @param listener listener for the outcome of each check
	 */
	public ContractCheck(Contracts contracts, boolean rejecting, ContractListener listener) {
		this.contracts = contracts;
		this.rejecting = rejecting;
		this.listener = listener;
	}

	@Override
	public EncodedEvent check(EncodedEvent encoded) {
		Event event = encoded.event();
		if (event.isTombstone()) {
			return encoded;
		}
		ContractVersions versions = this.contracts.versions(event.type());
		if (versions == null) {
			this.listener.checked(null, ContractListener.Outcome.NO_CONTRACT);
			return encoded;
		}
		Contract contract = versions.find(event.version());
		RejectedException problem = problem(encoded, versions, contract);
		if (problem == null && contract != null) {
			this.listener.checked(event.type(), ContractListener.Outcome.VALID);
			return withSchema(encoded, contract);
		}
		this.listener.checked(event.type(), ContractListener.Outcome.INVALID);
		if (this.rejecting && problem != null) {
			throw problem;
		}
		warn(event, contract, (problem != null) ? problem.getMessage() : null);
		return encoded;
	}

	private static @Nullable RejectedException problem(EncodedEvent encoded, ContractVersions versions,
			@Nullable Contract contract) {
		if (contract == null) {
			return new RejectedException("version",
					"is '" + encoded.event().version() + "', of which '" + versions.type()
							+ "' has no contract; there are "
							+ versions.all().stream().map(Contract::version).toList());
		}
		if (!encoded.isJson()) {
			return new RejectedException("contentType",
					"is '" + encoded.event().contentType() + "', and the contract of " + contract + " is about JSON");
		}
		List<ContractViolation> violations = contract.jsonSchema().check(encoded.data());
		return violations.isEmpty() ? null : new RejectedException("data",
				"violates the contract of " + contract + ": " + JsonSchema.join(violations));
	}

	private static EncodedEvent withSchema(EncodedEvent encoded, Contract contract) {
		Event event = encoded.event();
		return (event.dataSchema() != null) ? encoded
				: new EncodedEvent(event.toBuilder().dataSchema(contract.uri()).build(), encoded.data());
	}

	/**
	 * Log the first violation of each contract. The others have the same reason in all
	 * likelihood, and are as many as there are events.
	 */
	private void warn(Event event, @Nullable Contract contract, @Nullable String problem) {
		String key = event.type() + " " + ((contract != null) ? contract.version() : "");
		if (this.warned.add(key)) {
			logger.warn(
					"{} is published although it does not satisfy its contract. {}. Further ones are counted as"
							+ " 'invalid' by the meter dual.stream.contracts.checks, and logged at debug level",
					event, problem);
		}
		else {
			logger.debug("{} is published although it does not satisfy its contract. {}", event, problem);
		}
	}

}
