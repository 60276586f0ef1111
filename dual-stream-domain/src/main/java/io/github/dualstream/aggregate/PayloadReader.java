package io.github.dualstream.aggregate;

import io.github.dualstream.JsonData;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reader of the data of stored events. The class comes from the aggregate, never from the
 * event. Thread-safe.
 */
final class PayloadReader {

	private final PayloadTypes types;

	private final Upcasters upcasters;

	private final JsonMapper mapper;

	PayloadReader(PayloadTypes types, Upcasters upcasters, JsonMapper mapper) {
		this.types = types;
		this.upcasters = upcasters;
		this.mapper = mapper;
		types.all().forEach(upcasters::requireLeadTo);
	}

	Object read(Source source, VersionedEvent stored) {
		PayloadType type = this.types.named(stored.event().type());
		if (type == null) {
			throw unreadable(source, stored, "is unknown; this aggregate has "
					+ this.types.all().stream().map(PayloadType::name).sorted().toList(), null);
		}
		try {
			Object data = read(type, stored);
			if (data == null) {
				throw unreadable(source, stored, "has the data null", null);
			}
			return data;
		}
		catch (JacksonException ex) {
			throw unreadable(source, stored,
					"does not fit " + type.javaClass().getName() + ": " + ex.getOriginalMessage(), ex);
		}
		catch (IllegalStateException ex) {
			throw unreadable(source, stored, String.valueOf(ex.getMessage()), ex);
		}
	}

	private @Nullable Object read(PayloadType type, VersionedEvent stored) {
		if (!(stored.event().data() instanceof JsonData data)) {
			throw new IllegalStateException("has data that is not JSON");
		}
		byte[] json = data.bytes();
		String version = stored.event().version();
		String from = (version != null) ? version : PayloadType.FIRST_VERSION;
		if (from.equals(type.version())) {
			return this.mapper.readValue(json, type.javaClass());
		}
		return this.mapper.treeToValue(this.upcasters.upcast(type, from, this.mapper.readTree(json)), type.javaClass());
	}

	private static UnreadableStreamException unreadable(Source source, VersionedEvent stored, String problem,
			@Nullable Throwable cause) {
		return new UnreadableStreamException(source, stored.version(),
				"event type '" + stored.event().type() + "' " + problem, cause);
	}

}
