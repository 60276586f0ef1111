package io.github.dualstream.publisher;

import io.github.dualstream.DualStreamPublisher;

/**
 * Adds behaviour around the publisher. Beans of this type are applied in their order, the
 * first one innermost.
 */
@FunctionalInterface
public interface PublisherDecorator {

	/**
	 * Wrap a publisher.
	 * @param publisher the publisher so far
	 * @return a publisher that keeps the contract of {@link DualStreamPublisher}
	 */
	DualStreamPublisher decorate(DualStreamPublisher publisher);

}
