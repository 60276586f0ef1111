package io.github.dualstream;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Accessor by which Micrometer's context propagation carries the {@link Causation} of a
 * thread to other threads. Found by the {@link java.util.ServiceLoader}.
 */
public final class CausationAccessor implements ThreadLocalAccessor<Event> {

	/** Key of the cause in a {@code ContextSnapshot}. */
	public static final String KEY = "dual-stream.causation";

	/**
	 * Create the accessor.
	 */
	public CausationAccessor() {
	}

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable Event getValue() {
		return Causation.current();
	}

	@Override
	public void setValue(Event cause) {
		Causation.restore(cause);
	}

	@Override
	public void setValue() {
		Causation.restore(null);
	}

}
