package io.github.dualstream.publisher;

import io.github.dualstream.DualStreamPublisher;

/**
 * Decorator of the publisher. Beans of this type are applied in their order, the first
 * one innermost.
 */
@FunctionalInterface
public interface PublisherDecorator {

	/**
	 * Wrap a publisher.
	 * @param publisher publisher to decorate
	 * @return a publisher that keeps the contract of {@link DualStreamPublisher}
	 */
	DualStreamPublisher decorate(DualStreamPublisher publisher);

}
