/**
 * A real Kafka and a real Redis for tests, with or without Docker, and what is on their
 * wires.
 */
@NullMarked
package io.github.dualstream.test;

import org.jspecify.annotations.NullMarked;
